#pragma once
// Tables of documents as typed relations, out of the store's cells.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "corpus/tables/tables.h"
#include "pipeline/host.h"
#include "store/tables.h"

namespace eider::pipeline {

struct TableRequest {
  std::variant<std::int64_t, std::string> document;  // its id, or its path or the end of it
  std::int64_t number = 0;                           // 0 is the document's first table
  bool raw = false;
};

/// A document as it is now; it keeps its id when its bytes change.
struct DocumentState {
  std::int64_t id = 0;
  std::string source_hash;
  friend bool operator==(const DocumentState&, const DocumentState&) = default;
};

struct ReadTable {
  DocumentState document;
  tables::Relation relation;
};

/// One table. Errors: kNotFound names the documents or tables that are there; kInvalidArgument
/// where several paths end as asked; kLimit for a table that is too large for a relation.
Result<ReadTable> read_table(Host& host, const Scope& scope, const TableRequest& request);

/// The request's document. Errors: as read_table, but for the table.
Result<DocumentState> document_of(Host& host, const Scope& scope, const TableRequest& request);

/// What a table is, without its values.
struct TableSummary {
  std::int64_t document_id = 0;
  std::string path;
  std::int64_t number = 0;
  std::string title;  // its caption, else the text above its header, else the heading above it
  std::int64_t rows = 0;
  std::vector<tables::Column> columns;  // without values
  std::string error;                    // why it makes no relation, "" if it does
};

/// Goes through the tables of a store by document and number. Keeps a connection.
class TableListing {
 public:
  static Result<TableListing> begin(Host& host, const Scope& scope);

  /// The next table; nothing at the end.
  Result<std::optional<TableSummary>> next();

 private:
  TableListing(store::Lease lease, Scope scope, CancelFlag cancel)
      : lease_(std::move(lease)), scope_(std::move(scope)), cancel_(std::move(cancel)) {}

  store::Lease lease_;
  Scope scope_;
  CancelFlag cancel_;
  std::vector<store::TabledDocument> documents_;
  std::size_t document_ = 0;
  std::size_t table_ = 0;
  ParsedDocument layout_;  // of the current document
};

}  // namespace eider::pipeline
