#pragma once
// What the tables of documents are read from: their cells, and the blocks that stand round them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "records/document.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

/// A document by name, and its tables by number.
struct TabledDocument {
  std::int64_t id = 0;
  std::string path;
  std::string source_hash;
  std::vector<std::int64_t> tables;  // ascending; table_cell.table_number
};

/// Every document of the store that has tables, by id.
Result<std::vector<TabledDocument>> tabled_documents(Connection connection, const Catalog& catalog,
                                                     const std::string& store);

/// The document of that id, if the store has it.
Result<std::optional<TabledDocument>> tabled_document(Connection connection, const Catalog& catalog,
                                                      const std::string& store, std::int64_t id);

/// The ids and paths of the store's documents whose path is `path`; where none is, of those whose
/// path ends in it, behind a slash. By path; without tables.
Result<std::vector<TabledDocument>> documents_at(Connection connection, const Catalog& catalog,
                                                 const std::string& store, const std::string& path);

/// Some paths of the store, in order, to show what is there.
Result<std::vector<std::string>> some_paths(Connection connection, const Catalog& catalog,
                                            const std::string& store, std::int64_t most);

/// The cells of one table by row and column.
Result<std::vector<TableCell>> read_table_cells(Connection connection, const Catalog& catalog,
                                                std::int64_t document_id, std::int64_t number);

/// A document's text, title and blocks (kind and span), without its articles and cells.
Result<ParsedDocument> read_layout(Connection connection, const Catalog& catalog,
                                   std::int64_t document_id);

}  // namespace eider::store
