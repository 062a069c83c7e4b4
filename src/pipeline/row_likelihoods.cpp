#include "pipeline/row_likelihoods.h"

#include <charconv>
#include <cmath>

namespace eider::pipeline {

std::string likelihoods_text(const std::vector<models::Likelihood>& likelihoods) {
  std::string text;
  for (const models::Likelihood& likelihood : likelihoods) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, likelihood.log_probability).ptr;
    if (!text.empty()) text += ' ';
    text.append(digits, end);
  }
  return text;
}

std::optional<std::vector<double>> read_likelihoods(std::string_view text, std::size_t count) {
  std::vector<double> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (!values.empty() && *at++ != ' ') return std::nullopt;
    double value = 0;
    const auto read = std::from_chars(at, end, value);
    if (read.ec != std::errc() || std::isnan(value)) return std::nullopt;
    values.push_back(value);
    at = read.ptr;
  }
  if (values.size() != count) return std::nullopt;
  return values;
}

}  // namespace eider::pipeline
