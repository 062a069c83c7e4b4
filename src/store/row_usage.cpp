#include "store/row_usage.h"

#include "store/appender.h"

namespace eider::store {

Result<void> keep_usage(Connection connection, const Catalog& catalog, const Usage& usage,
                        std::span<const RowError> errors) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return std::unexpected(transaction.error());
  auto uses = Appender::open(connection, catalog, "usage");
  if (!uses) return std::unexpected(uses.error());
  auto added =
      uses->row({usage.began_at, usage.function, usage.model, usage.rows, usage.calls, usage.cached,
                 usage.prompt_tokens, usage.answer_tokens, usage.seconds, usage.errors});
  if (added) added = uses->finish();
  if (!added) return added;
  auto failures = Appender::open(connection, catalog, "row_error");
  if (!failures) return std::unexpected(failures.error());
  for (const RowError& error : errors) {
    added = failures->row({error.met_at, error.function, error.model, error.row_number, error.input,
                           error.error, text_or_null(error.remedy)});
    if (!added) return added;
  }
  if (added = failures->finish(); !added) return added;
  return transaction->commit();
}

Result<std::vector<Usage>> usage_of(Connection connection, const Catalog& catalog) {
  std::vector<Usage> all;
  auto rows = connection.query(
      catalog.sql("SELECT strftime(began_at, '%Y-%m-%dT%H:%M:%S'), function, model, rows, calls, "
                  "cached, prompt_tokens, answer_tokens, seconds, errors FROM {usage} "
                  "ORDER BY began_at, rowid"));
  if (!rows && rows.error().code == ErrorCode::kNotFound) return all;
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    all.push_back({std::string(rows->text(0)), std::string(rows->text(1)),
                   std::string(rows->text(2)), rows->integer(3), rows->integer(4), rows->integer(5),
                   rows->integer(6), rows->integer(7), rows->number(8), rows->integer(9)});
  }
  return all;
}

Result<std::vector<RowError>> row_errors(Connection connection, const Catalog& catalog) {
  std::vector<RowError> all;
  auto rows = connection.query(catalog.sql(
      "SELECT strftime(met_at, '%Y-%m-%dT%H:%M:%S'), function, model, row_number, input, error, "
      "remedy FROM {row_error} ORDER BY met_at, rowid"));
  if (!rows && rows.error().code == ErrorCode::kNotFound) return all;
  if (!rows) return std::unexpected(rows.error());
  while (rows->next()) {
    all.push_back({std::string(rows->text(0)), std::string(rows->text(1)),
                   std::string(rows->text(2)), rows->integer(3), std::string(rows->text(4)),
                   std::string(rows->text(5)), std::string(rows->text(6))});
  }
  return all;
}

}  // namespace eider::store
