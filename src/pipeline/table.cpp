#include "pipeline/table.h"

#include <algorithm>
#include <utility>

#include "pipeline/ask.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

constexpr std::int64_t kNamedPaths = 5;         // how many an error names
constexpr std::size_t kMaxUnitLineBytes = 200;  // a paragraph that only names the unit

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < static_cast<std::size_t>(kNamedPaths); ++i) {
    list += (list.empty() ? "" : ", ") + names[i];
  }
  return names.size() > static_cast<std::size_t>(kNamedPaths) ? list + ", ..." : list;
}

Result<std::int64_t> find_by_path(store::Connection connection, const Scope& scope,
                                  const std::string& path) {
  const auto found = store::documents_at(connection, scope.tables(), scope.store, path);
  if (!found) return std::unexpected(found.error());
  if (found->size() == 1) return found->front().id;
  if (found->empty()) {
    const auto paths = store::some_paths(connection, scope.tables(), scope.store, kNamedPaths + 1);
    if (!paths) return std::unexpected(paths.error());
    return fail(ErrorCode::kNotFound,
                "no document has the path '" + path + "', nor one ending in it",
                "store " + scope.store, "there are: " + listed(*paths));
  }
  std::vector<std::string> paths;
  for (const store::TabledDocument& document : *found) paths.push_back(document.path);
  return fail(ErrorCode::kInvalidArgument,
              std::to_string(paths.size()) + " documents have a path that ends in '" + path + "'",
              "store " + scope.store, "name one of: " + listed(paths));
}

Result<store::TabledDocument> find_document(store::Connection connection, const Scope& scope,
                                            const TableRequest& request) {
  if (auto there = require_store(connection, scope); !there) {
    return std::unexpected(there.error());
  }
  std::int64_t id = 0;
  if (const auto* path = std::get_if<std::string>(&request.document)) {
    const auto found = find_by_path(connection, scope, *path);
    if (!found) return std::unexpected(found.error());
    id = *found;
  } else {
    id = std::get<std::int64_t>(request.document);
  }
  auto document = store::tabled_document(connection, scope.tables(), scope.store, id);
  if (!document) return std::unexpected(document.error());
  if (!*document) {
    return fail(ErrorCode::kNotFound, "there is no document " + std::to_string(id),
                "store " + scope.store, "eider.document has their ids");
  }
  return std::move(**document);
}

std::unexpected<Error> no_such_table(const store::TabledDocument& document, std::int64_t number) {
  const std::size_t count = document.tables.size();
  std::string there = "it has no tables";
  if (count == 1) there = "its only table is " + std::to_string(document.tables.front());
  if (count > 1) {
    there = "its " + std::to_string(count) + " tables are " +
            std::to_string(document.tables.front()) + " to " +
            std::to_string(document.tables.back());
  }
  return fail(ErrorCode::kNotFound, "there is no table " + std::to_string(number), document.path,
              there);
}

// The block that the cells stand in; blocks.size() for cells without a place in the text.
std::size_t block_of(const ParsedDocument& layout, const std::vector<TableCell>& cells) {
  for (const TableCell& cell : cells) {
    if (cell.span.size() == 0) continue;
    const auto block = std::find_if(
        layout.blocks.begin(), layout.blocks.end(),
        [&](const Block& b) { return b.kind == BlockKind::kTable && b.span.contains(cell.span); });
    return static_cast<std::size_t>(block - layout.blocks.begin());
  }
  return layout.blocks.size();
}

// A caption below a table names its source, and stands above the next one.
bool names_source(std::string_view caption) {
  const std::string folded = text::fold_text(caption.substr(0, 40));
  return folded.find("\u6765\u6e90") != folded.npos || folded.starts_with("source");
}

/// What stands round a table.
struct Surroundings {
  std::string caption;    // right above it
  std::string unit_line;  // the caption, or a short paragraph right above, that may name the unit
  std::string heading;    // the nearest above, else the document's title
};

Surroundings surroundings_of(const ParsedDocument& layout, const std::vector<TableCell>& cells) {
  Surroundings found;
  found.heading = layout.document.title;
  const std::size_t table = block_of(layout, cells);
  if (table == layout.blocks.size()) return found;
  const auto text_of = [&](std::size_t i) {
    return slice(layout.document.text, layout.blocks[i].span);
  };
  for (std::size_t i = table; i-- > 0;) {
    if (layout.blocks[i].kind != BlockKind::kHeading) continue;
    found.heading = text_of(i);
    break;
  }
  std::size_t above = table;
  const auto is_above = [&](BlockKind kind) {
    return above > 0 && layout.blocks[above - 1].kind == kind &&
           text_of(above - 1).size() <= kMaxUnitLineBytes;
  };
  if (is_above(BlockKind::kParagraph) &&
      text::fold_text(text_of(above - 1)).find("\u5355\u4f4d") != std::string::npos) {
    found.unit_line = text_of(--above);
  }
  if (is_above(BlockKind::kCaption) && !names_source(text_of(above - 1))) {
    found.caption = text_of(above - 1);
    if (found.unit_line.empty()) found.unit_line = found.caption;
  }
  return found;
}

Result<tables::Relation> relation_of(store::Connection connection, const Scope& scope,
                                     std::int64_t document_id, const TableRequest& request) {
  const auto cells =
      store::read_table_cells(connection, scope.tables(), document_id, request.number);
  if (!cells) return std::unexpected(cells.error());
  const auto layout = store::read_layout(connection, scope.tables(), document_id);
  if (!layout) return std::unexpected(layout.error());
  return tables::relation_of(*cells, surroundings_of(*layout, *cells).unit_line,
                             request.raw ? tables::Typing::kRaw : tables::Typing::kTyped);
}

}  // namespace

Result<DocumentState> document_of(Host& host, const Scope& scope, const TableRequest& request) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto document = find_document(lease->connection(), scope, request);
  if (!document) return std::unexpected(document.error());
  return DocumentState{document->id, document->source_hash};
}

Result<ReadTable> read_table(Host& host, const Scope& scope, const TableRequest& request) {
  const auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  const auto document = find_document(lease->connection(), scope, request);
  if (!document) return std::unexpected(document.error());
  if (!std::binary_search(document->tables.begin(), document->tables.end(), request.number)) {
    return no_such_table(*document, request.number);
  }
  auto relation = relation_of(lease->connection(), scope, document->id, request);
  if (!relation) {
    relation.error().where = document->path;
    return std::unexpected(relation.error());
  }
  return ReadTable{{document->id, document->source_hash}, std::move(*relation)};
}

Result<TableListing> TableListing::begin(Host& host, const Scope& scope) {
  auto lease = host.lease();
  if (!lease) return std::unexpected(lease.error());
  TableListing listing(std::move(*lease), scope, host.cancel_flag());
  const auto connection = listing.lease_.connection();
  if (auto there = require_store(connection, scope); !there) {
    return std::unexpected(there.error());
  }
  auto documents = store::tabled_documents(connection, scope.tables(), scope.store);
  if (!documents) return std::unexpected(documents.error());
  listing.documents_ = std::move(*documents);
  return listing;
}

Result<std::optional<TableSummary>> TableListing::next() {
  if (document_ == documents_.size()) return std::nullopt;
  if (cancel_.cancelled()) return fail(ErrorCode::kCancelled, "the listing was stopped");
  const store::TabledDocument& document = documents_[document_];
  const auto connection = lease_.connection();
  if (table_ == 0) {
    auto layout = store::read_layout(connection, scope_.tables(), document.id);
    if (!layout) return std::unexpected(layout.error());
    layout_ = std::move(*layout);
  }
  TableSummary summary;
  summary.document_id = document.id;
  summary.path = document.path;
  summary.number = document.tables[table_];
  const auto cells =
      store::read_table_cells(connection, scope_.tables(), document.id, summary.number);
  if (!cells) return std::unexpected(cells.error());
  const Surroundings around = surroundings_of(layout_, *cells);
  auto relation = tables::relation_of(*cells, around.unit_line, tables::Typing::kTyped);
  if (!relation) summary.error = relation.error().message();
  if (relation) {
    summary.rows = relation->rows;
    summary.columns = std::move(relation->columns);
    for (tables::Column& column : summary.columns) column.values.clear();
  }
  summary.title = !around.caption.empty()                ? around.caption
                  : relation && !relation->title.empty() ? relation->title
                                                         : around.heading;
  if (++table_ == document.tables.size()) {
    ++document_;
    table_ = 0;
  }
  return summary;
}

}  // namespace eider::pipeline
