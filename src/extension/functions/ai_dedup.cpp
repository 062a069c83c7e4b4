#include <memory>

#include "extension/functions/functions.h"
#include "pipeline/meaning_groups.h"

namespace eider::extension {
namespace {

Result<pipeline::DedupRequest> request_of(const Call& call) {
  auto table = call.argument(0, "the table");
  if (!table) return std::unexpected(table.error());
  auto column = call.argument(1, "the column");
  if (!column) return std::unexpected(column.error());
  pipeline::DedupRequest request;
  request.rows = {std::move(*table), std::move(*column), call.text("key")};
  request.threshold = call.number("threshold", request.threshold);
  return request;
}

store::List row_of(const pipeline::MeaningGroups::Member& member, bool is_text) {
  const store::Value text = is_text ? store::text_or_null(member.row->text) : store::Value();
  if (!member.representative) return {{}, member.row->key, {}, {}, text};
  return {member.group, member.row->key, member.representative->key, member.similarity, text};
}

}  // namespace

Result<Relation> ai_dedup(const Call& call) {
  const auto request = request_of(call);
  if (!request) return std::unexpected(request.error());
  pipeline::Host* host = call.host;
  const pipeline::Scope scope = call.scope_with_options();
  const auto plan = pipeline::plan_groups(*host, scope, *request);
  if (!plan) return std::unexpected(plan.error());
  Relation relation;
  relation.columns = {{"group_id", "BIGINT"},
                      {"key", plan->key_type},
                      {"representative", plan->key_type},
                      {"similarity", "DOUBLE"},
                      {"text", "VARCHAR"}};
  relation.rows = [host, scope, request = *request, plan = *plan]() -> RowSource {
    auto groups = std::make_shared<pipeline::MeaningGroups>(*host, scope, request, plan);
    return [groups, is_text = plan.is_text]() -> Result<Row> {
      const auto next = groups->next();
      if (!next) return std::unexpected(next.error());
      if (!*next) return std::nullopt;
      return row_of(**next, is_text);
    };
  };
  // The table may have changed since: it is looked up again.
  relation.is_current = []() -> Result<bool> { return false; };
  return relation;
}

}  // namespace eider::extension
