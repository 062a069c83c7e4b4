#include "models/recorded/replies.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

namespace eider::models {
namespace {

using nlohmann::json;
constexpr double kSteps = 10'000;

bool is_likelihood(const json& pair) {
  return pair.is_array() && pair.size() == 2 && pair[0].is_number() && pair[1].is_number_integer();
}

}  // namespace

std::string write_completion(const Completion& completion) {
  return json{{"text", completion.text},
              {"prompt_tokens", completion.prompt_tokens},
              {"answer_tokens", completion.answer_tokens},
              {"finished", completion.finished}}
      .dump();
}

std::string write_likelihoods(const std::vector<Likelihood>& likelihoods) {
  json pairs = json::array();
  for (const Likelihood& likelihood : likelihoods) {
    pairs.push_back(json::array({likelihood.log_probability, likelihood.tokens}));
  }
  return pairs.dump();
}

std::string write_vector(const std::vector<float>& vector) {
  json steps = json::array();
  for (const float value : vector) {
    steps.push_back(static_cast<std::int64_t>(std::lround(static_cast<double>(value) * kSteps)));
  }
  return steps.dump();
}

std::optional<Completion> read_completion(std::string_view reply) {
  const json fields = json::parse(reply, nullptr, false);
  if (!fields.is_object() || !fields.contains("text") || !fields["text"].is_string()) {
    return std::nullopt;
  }
  for (const char* count : {"prompt_tokens", "answer_tokens"}) {
    if (!fields.contains(count) || !fields[count].is_number_integer()) return std::nullopt;
  }
  if (!fields.contains("finished") || !fields["finished"].is_boolean()) return std::nullopt;
  return Completion{fields["text"].get<std::string>(), fields["prompt_tokens"].get<std::int64_t>(),
                    fields["answer_tokens"].get<std::int64_t>(), fields["finished"].get<bool>()};
}

std::optional<std::vector<Likelihood>> read_likelihoods(std::string_view reply) {
  const json pairs = json::parse(reply, nullptr, false);
  if (!pairs.is_array()) return std::nullopt;
  std::vector<Likelihood> likelihoods;
  for (const json& pair : pairs) {
    if (!is_likelihood(pair)) return std::nullopt;
    likelihoods.push_back({pair[0].get<double>(), pair[1].get<std::int64_t>()});
  }
  return likelihoods;
}

std::optional<std::vector<float>> read_vector(std::string_view reply) {
  const json steps = json::parse(reply, nullptr, false);
  if (!steps.is_array() || steps.empty()) return std::nullopt;
  std::vector<double> values;
  for (const json& step : steps) {
    if (!step.is_number_integer()) return std::nullopt;
    values.push_back(step.get<double>());
  }
  const double length =
      std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
  if (!(length > 0)) return std::nullopt;
  std::vector<float> vector;
  for (const double value : values) vector.push_back(static_cast<float>(value / length));
  return vector;
}

}  // namespace eider::models
