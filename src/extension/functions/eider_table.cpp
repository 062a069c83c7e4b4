#include "extension/functions/functions.h"
#include "pipeline/table.h"

namespace eider::extension {
namespace {

Result<pipeline::TableRequest> request_of(const Call& call) {
  pipeline::TableRequest request;
  const store::Value& document = call.arguments[0];
  if (document.is_null()) return fail(ErrorCode::kInvalidArgument, "the document is NULL");
  if (const auto* id = document.integer()) {
    request.document = *id;
  } else if (const auto* path = document.text()) {
    request.document = *path;
  } else {
    return fail(ErrorCode::kInvalidArgument,
                "the document must be its id (BIGINT) or its path (VARCHAR)");
  }
  const std::int64_t* number = call.arguments[1].integer();
  if (!number) return fail(ErrorCode::kInvalidArgument, "the table's number is NULL");
  request.number = *number;
  request.raw = call.flag("raw", false);
  return request;
}

store::Value value_of(const tables::CellValue& value) {
  return std::visit(
      [](const auto& data) -> store::Value {
        if constexpr (std::is_same_v<std::decay_t<decltype(data)>, std::monostate>) {
          return {};
        } else {
          return data;
        }
      },
      value);
}

RowSource rows_of_table(const std::shared_ptr<const pipeline::ReadTable>& table) {
  return [table, row = std::size_t{0}]() mutable -> Result<Row> {
    if (row == static_cast<std::size_t>(table->relation.rows)) return std::nullopt;
    store::List values;
    for (const tables::Column& column : table->relation.columns) {
      values.push_back(value_of(column.values[row]));
    }
    ++row;
    return values;
  };
}

}  // namespace

Result<Relation> eider_table(const Call& call) {
  const auto request = request_of(call);
  if (!request) return std::unexpected(request.error());
  pipeline::Host* host = call.host;
  const pipeline::Scope scope = call.scope_with_options();
  auto read = pipeline::read_table(*host, scope, *request);
  if (!read) return std::unexpected(read.error());
  const auto table = std::make_shared<const pipeline::ReadTable>(std::move(*read));
  Relation relation;
  for (const tables::Column& column : table->relation.columns) {
    relation.columns.emplace_back(column.name, tables::sql_type(column));
  }
  relation.rows = [table] { return rows_of_table(table); };
  relation.is_current = [host, scope, request = *request, table]() -> Result<bool> {
    const auto document = pipeline::document_of(*host, scope, request);
    if (!document) return std::unexpected(document.error());
    return *document == table->document;
  };
  return relation;
}

Result<RowSource> eider_tables(const Call& call) {
  auto begun = pipeline::TableListing::begin(*call.host, call.scope_with_options());
  if (!begun) return std::unexpected(begun.error());
  auto listing = std::make_shared<pipeline::TableListing>(std::move(*begun));
  return [listing]() -> Result<Row> {
    auto next = listing->next();
    if (!next) return std::unexpected(next.error());
    if (!*next) return std::nullopt;
    const pipeline::TableSummary& t = **next;
    store::List header;
    store::List types;
    store::List units;
    std::int64_t untyped = 0;
    for (const tables::Column& column : t.columns) {
      header.emplace_back(column.name);
      types.emplace_back(tables::sql_type(column));
      units.push_back(store::text_or_null(column.unit));
      untyped += column.untyped;
    }
    return store::List{t.document_id,
                       t.path,
                       t.number,
                       store::text_or_null(t.title),
                       t.rows,
                       static_cast<std::int64_t>(t.columns.size()),
                       std::move(header),
                       std::move(types),
                       std::move(units),
                       untyped,
                       store::text_or_null(t.error)};
  };
}

}  // namespace eider::extension
