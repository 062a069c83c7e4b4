#include <memory>

#include "extension/functions/functions.h"
#include "pipeline/meaning_join.h"

namespace eider::extension {
namespace {

Result<pipeline::JoinRequest> request_of(const Call& call) {
  pipeline::JoinRequest request;
  const auto take = [&](std::size_t place, const char* name, std::string& into) -> Result<void> {
    auto argument = call.argument(place, name);
    if (!argument) return std::unexpected(argument.error());
    into = std::move(*argument);
    return {};
  };
  auto taken = take(0, "the left table", request.left.table);
  if (taken) taken = take(1, "the left column", request.left.column);
  if (taken) taken = take(2, "the right table", request.right.table);
  if (taken) taken = take(3, "the right column", request.right.column);
  if (!taken) return std::unexpected(taken.error());
  request.left.key = call.text("left_key");
  request.right.key = call.text("right_key");
  request.k = call.integer("k", request.k);
  request.threshold = call.number("threshold", request.threshold);
  request.recall = call.number("recall", request.recall);
  return request;
}

store::Value text_of(const pipeline::ComparedRows::Row& row, bool is_text) {
  return is_text ? store::Value(row.text) : store::Value();
}

}  // namespace

Result<Relation> ai_join(const Call& call) {
  const auto request = request_of(call);
  if (!request) return std::unexpected(request.error());
  pipeline::Host* host = call.host;
  const pipeline::Scope scope = call.scope_with_options();
  const auto plan = pipeline::plan_join(*host, scope, *request);
  if (!plan) return std::unexpected(plan.error());
  Relation relation;
  relation.columns = {{"left_key", plan->left.key_type},
                      {"right_key", plan->right.key_type},
                      {"similarity", "DOUBLE"},
                      {"left_text", "VARCHAR"},
                      {"right_text", "VARCHAR"}};
  relation.rows = [host, scope, request = *request, plan = *plan]() -> RowSource {
    auto join = std::make_shared<pipeline::MeaningJoin>(*host, scope, request, plan);
    return [join, plan]() -> Result<Row> {
      const auto next = join->next();
      if (!next) return std::unexpected(next.error());
      if (!*next) return std::nullopt;
      const auto& pair = **next;
      return store::List{pair.left->key, pair.right->key, pair.similarity,
                         text_of(*pair.left, plan.left.is_text),
                         text_of(*pair.right, plan.right.is_text)};
    };
  };
  // The tables may have changed since: they are looked up again.
  relation.is_current = []() -> Result<bool> { return false; };
  return relation;
}

}  // namespace eider::extension
