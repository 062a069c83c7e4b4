#include "store/index_sync.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/hash64.h"

namespace eider::store {
namespace {

// As many vectors of 384 values as fill 25 MB, texts of some MB; each is one statement.
constexpr std::uint32_t kLongestRun = 16'384;
// Rows between two wanted ones that are cheaper read than stepped over by another statement.
constexpr std::uint32_t kWidestGap = 1'024;

bool by_id(const ContentRow& a, const ContentRow& b) {
  return std::tie(a.id, a.hash) < std::tie(b.id, b.hash);
}

void sort_by_id(std::vector<ContentRow>& rows) {
  if (!std::is_sorted(rows.begin(), rows.end(), by_id)) std::sort(rows.begin(), rows.end(), by_id);
}

/// Finds rows by id, fastest where the ids asked for ascend as the rows do.
class RowFinder {
 public:
  explicit RowFinder(std::span<const ContentRow> rows) : rows_(rows) {}
  const ContentRow* operator()(std::int64_t id) {
    for (std::size_t step = 0; step < 2 && at_ + step < rows_.size(); ++step) {
      if (rows_[at_ + step].id == id) return &rows_[at_ += step];
    }
    const ContentRow* found = find_row(rows_, id);
    if (found) at_ = static_cast<std::size_t>(found - rows_.data());
    return found;
  }

 private:
  std::span<const ContentRow> rows_;
  std::size_t at_ = 0;
};

Error cancelled() { return {ErrorCode::kCancelled, "reading the store was cancelled", "", ""}; }

Result<std::uint32_t> narrow_row(std::int64_t row) {
  if (row >= 0 && row <= std::numeric_limits<std::uint32_t>::max()) {
    return static_cast<std::uint32_t>(row);
  }
  return fail(ErrorCode::kLimit, "a table of more than 2^32 rows can't be searched");
}

/// The rows (id, rowid) of a statement, without hashes.
Result<std::vector<ContentRow>> list_rows(const ContentSource& source, const std::string& sql,
                                          const List& parameters) {
  Connection connection = source.connection;
  auto rows = connection.query(source.catalog.sql(sql), parameters);
  if (!rows) return std::unexpected(rows.error());
  std::vector<ContentRow> listed;
  while (rows->next()) {
    const auto row = narrow_row(rows->integer(1));
    if (!row) return std::unexpected(row.error());
    listed.push_back({rows->integer(0), 0, *row, 0});
  }
  return listed;
}

/// Copies hashes from rows seen before; gives the places of the others, in order of their rows.
std::vector<std::size_t> still_unread(std::vector<ContentRow>& rows,
                                      std::span<const ContentRow> before) {
  std::vector<std::size_t> unread;
  RowFinder find(before);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ContentRow* known = find(rows[i].id);
    if (known && known->row == rows[i].row) {
      rows[i] = *known;
    } else {
      unread.push_back(i);
    }
  }
  std::sort(unread.begin(), unread.end(),
            [&](std::size_t a, std::size_t b) { return rows[a].row < rows[b].row; });
  return unread;
}

/// Reads what `sql` selects (rowid, then content) of each unread row, and hashes it by `hash`.
template <typename Hash>
Result<void> hash_rows(const ContentSource& source, const std::string& sql,
                       std::vector<ContentRow>& rows, std::span<const std::size_t> unread,
                       Hash hash) {
  Connection connection = source.connection;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(unread.size());
  for (const std::size_t place : unread) numbers.push_back(rows[place].row);
  std::size_t at = 0;
  for (const RowRun run : runs_of(numbers, kLongestRun)) {
    if (source.cancel.cancelled()) return std::unexpected(cancelled());
    auto read = connection.query(
        source.catalog.sql(sql) + " WHERE rowid BETWEEN $1 AND $2 " + "ORDER BY rowid",
        {std::int64_t{run.first}, std::int64_t{run.last}});
    if (!read) return std::unexpected(read.error());
    while (read->next()) {
      const std::int64_t row = read->integer(0);
      while (at < numbers.size() && numbers[at] < row) ++at;
      if (at < numbers.size() && numbers[at] == row) hash(rows[unread[at]], *read);
    }
  }
  return {};
}

/// How DuckDB keeps a table; 0 where a value may have been changed in place.
Result<std::uint64_t> layout_of(const ContentSource& source, std::string_view table,
                                std::string_view columns) {
  Connection connection = source.connection;
  auto rows = connection.query(
      "SELECT CASE WHEN bool_or(has_updates) THEN 0 ELSE (sum(hash(column_id, row_group_id, "
      "segment_id, block_id, block_offset)) FILTER (persistent) % 4611686018427387847)::BIGINT + 1 "
      "END, "
      "(SELECT max(table_oid) FROM duckdb_tables() WHERE database_name = $1 AND schema_name = "
      "'eider' AND table_name = $2) FROM pragma_storage_info(" +
          source.catalog.literal(table) + ") WHERE column_name IN (" + std::string(columns) + ")",
      {source.catalog.name(), std::string(table)});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->next() || (!rows->is_null(0) && rows->integer(0) == 0)) return 0;
  return hash64(rows->integer(0), hash64(rows->integer(1), 1)) | 1;
}

Result<void> add_documents(const ContentSource& source, const StoreContents* before,
                           StoreContents& contents) {
  auto rows =
      list_rows(source, "SELECT id, rowid FROM {document} WHERE store = $1 AND text IS NOT NULL",
                {source.store});
  if (!rows) return std::unexpected(rows.error());
  contents.documents = std::move(*rows);
  const auto unread =
      still_unread(contents.documents, before ? before->documents : std::vector<ContentRow>());
  const auto read =
      hash_rows(source, "SELECT rowid, text FROM {document}", contents.documents, unread,
                [](ContentRow& row, const Rows& content) { row.hash = hash64(content.text(1)); });
  sort_by_id(contents.documents);
  return read;
}

Result<void> add_chunks(const ContentSource& source, StoreContents& contents) {
  Connection connection = source.connection;
  auto rows = connection.query(
      source.catalog.sql("SELECT id, rowid, document_id, start, stop, title, heading, article_id "
                         "FROM {chunk} WHERE store = $1"),
      {source.store});
  if (!rows) return std::unexpected(rows.error());
  RowFinder find(contents.documents);
  std::unordered_set<std::int64_t> with_chunks;
  while (rows->next()) {
    const std::int64_t document_id = rows->integer(2);
    const ContentRow* document = find(document_id);
    if (!document) continue;
    with_chunks.insert(document_id);
    const auto row = narrow_row(rows->integer(1));
    if (!row) return std::unexpected(row.error());
    std::uint64_t hash = hash64(rows->integer(3), document->hash);
    hash = hash64(rows->integer(4), hash64(document_id, hash));
    hash = hash64(rows->text(6), hash64(rows->text(5), hash));
    contents.chunks.push_back({rows->integer(0), hash, *row, 0});
    const Span span{rows->integer(3), rows->integer(4)};
    contents.places.add({rows->integer(0), document_id, rows->integer(7), span}, rows->text(5));
  }
  sort_by_id(contents.chunks);
  contents.places.sort();
  contents.with_chunks = static_cast<std::int64_t>(with_chunks.size());
  return {};
}

Result<void> add_embeddings(const ContentSource& source, const StoreContents* before,
                            StoreContents& contents) {
  if (source.model_hash.empty()) return {};
  auto rows = list_rows(
      source, "SELECT chunk_id, rowid FROM {embedding} WHERE store = $1 AND model_hash = $2",
      {source.store, source.model_hash});
  if (!rows) return std::unexpected(rows.error());
  RowFinder find(contents.chunks);
  std::erase_if(*rows, [&](const ContentRow& row) { return !find(row.id); });
  contents.embeddings = std::move(*rows);
  const auto unread =
      still_unread(contents.embeddings, before ? before->embeddings : std::vector<ContentRow>());
  const auto read =
      hash_rows(source, "SELECT rowid, vector::FLOAT[] FROM {embedding}", contents.embeddings,
                unread, [](ContentRow& row, const Rows& content) {
                  const auto values = content.floats(1);
                  row.hash = hash64(values);
                  row.values = static_cast<std::uint32_t>(values.size());
                });
  sort_by_id(contents.embeddings);
  const auto same_id = [](const ContentRow& a, const ContentRow& b) { return a.id == b.id; };
  const auto end = std::unique(contents.embeddings.begin(), contents.embeddings.end(), same_id);
  contents.embeddings.erase(end, contents.embeddings.end());
  return read;
}

std::int64_t most_frequent_size(std::span<const ContentRow> rows) {
  std::map<std::uint32_t, std::size_t> counts;
  for (const ContentRow& row : rows) counts[row.values] += row.values > 0 ? 1 : 0;
  std::int64_t best = 0;
  std::size_t most = 0;
  for (const auto& [size, count] : counts) {
    if (count > most) std::tie(best, most) = std::pair<std::int64_t, std::size_t>(size, count);
  }
  return best;
}

}  // namespace

const ContentRow* find_row(std::span<const ContentRow> rows, std::int64_t id) {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), id,
                       [](const ContentRow& row, std::int64_t wanted) { return row.id < wanted; });
  return found != rows.end() && found->id == id ? &*found : nullptr;
}

std::vector<RowRun> runs_of(std::span<const std::uint32_t> rows, std::uint32_t longest) {
  std::vector<RowRun> runs;
  for (const std::uint32_t row : rows) {
    const bool joins =
        !runs.empty() && row - runs.back().last <= kWidestGap && row - runs.back().first < longest;
    if (joins) {
      runs.back().last = row;
    } else {
      runs.push_back({row, row});
    }
  }
  return runs;
}

Result<StoreContents> read_contents(const ContentSource& source, const StoreContents* before) {
  StoreContents contents;
  const auto document_layout = layout_of(source, "document", "'id', 'store', 'text'");
  if (!document_layout) return std::unexpected(document_layout.error());
  const auto vector_layout =
      layout_of(source, "embedding", "'store', 'chunk_id', 'model_hash', 'vector'");
  if (!vector_layout) return std::unexpected(vector_layout.error());
  contents.document_layout = *document_layout;
  contents.vector_layout = *vector_layout;
  const auto kept = [&](std::uint64_t StoreContents::* layout) {
    const bool same = before && contents.*layout != 0 && before->*layout == contents.*layout;
    return same ? before : nullptr;
  };
  auto added = add_documents(source, kept(&StoreContents::document_layout), contents);
  if (added) added = add_chunks(source, contents);
  if (added) added = add_embeddings(source, kept(&StoreContents::vector_layout), contents);
  if (!added) return std::unexpected(added.error());
  contents.dimensions = most_frequent_size(contents.embeddings);
  return contents;
}

}  // namespace eider::store
