#include "store/index_rows.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/span.h"
#include "text/utf8.h"

namespace eider::store {
namespace {

// Their documents' texts are in memory at once.
constexpr std::uint32_t kLongestChunkRun = 4'096;
constexpr std::uint32_t kLongestVectorRun = 16'384;
constexpr std::uint32_t kLongestDocumentRun = 1'024;

using Texts = std::unordered_map<std::int64_t, std::string>;

struct PlacedChunk {
  std::int64_t id = 0;
  std::int64_t document_id = 0;
  Span span;
  std::string title;
  std::string heading;
};

std::vector<ContentRow> in_order_of_rows(std::span<const ContentRow> wanted) {
  std::vector<ContentRow> rows(wanted.begin(), wanted.end());
  std::sort(rows.begin(), rows.end(),
            [](const ContentRow& a, const ContentRow& b) { return a.row < b.row; });
  return rows;
}

/// Runs `sql` (rowid first) over the rows and gives each of them to `take`.
template <typename Take>
Result<void> visit(const ContentSource& source, const std::string& sql,
                   std::span<const ContentRow> rows, std::uint32_t longest, Take take) {
  Connection connection = source.connection;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(rows.size());
  for (const ContentRow& row : rows) numbers.push_back(row.row);
  std::size_t at = 0;
  for (const RowRun run : runs_of(numbers, longest)) {
    if (source.cancel.cancelled()) {
      return fail(ErrorCode::kCancelled, "reading the store was cancelled");
    }
    auto read =
        connection.query(source.catalog.sql(sql) + " WHERE rowid BETWEEN $1 AND $2 ORDER BY rowid",
                         {std::int64_t{run.first}, std::int64_t{run.last}});
    if (!read) return std::unexpected(read.error());
    while (read->next()) {
      const std::int64_t row = read->integer(0);
      while (at < rows.size() && numbers[at] < row) ++at;
      if (at == rows.size() || numbers[at] != row) continue;
      if (auto taken = take(rows[at], *read); !taken) return taken;
    }
  }
  return {};
}

Result<Texts> texts_of(const ContentSource& source, const StoreContents& contents,
                       std::span<const PlacedChunk> chunks) {
  std::vector<ContentRow> documents;
  for (const PlacedChunk& chunk : chunks) {
    if (!documents.empty() && documents.back().id == chunk.document_id) continue;
    const ContentRow* document = find_row(contents.documents, chunk.document_id);
    if (document) documents.push_back(*document);
  }
  documents = in_order_of_rows(documents);
  Texts texts;
  const auto read = visit(source, "SELECT rowid, text FROM {document}", documents,
                          kLongestDocumentRun, [&](const ContentRow& row, const Rows& content) {
                            texts.emplace(row.id, content.text(1));
                            return Result<void>();
                          });
  if (!read) return std::unexpected(read.error());
  return texts;
}

bool is_border(std::string_view text, std::int64_t at) {
  const auto place = static_cast<std::size_t>(at);
  return place == text.size() || (static_cast<unsigned char>(text[place]) & 0xC0u) != 0x80u;
}

Result<void> take_chunks(const ContentSource& source, const StoreContents& contents,
                         std::span<const PlacedChunk> chunks,
                         const std::function<Result<void>(const IndexedChunk&)>& take) {
  const auto texts = texts_of(source, contents, chunks);
  if (!texts) return std::unexpected(texts.error());
  for (const PlacedChunk& chunk : chunks) {
    const auto found = texts->find(chunk.document_id);
    if (found == texts->end() || !is_span_of(found->second, chunk.span)) continue;
    const auto taken =
        take({chunk.id, chunk.title, chunk.heading, slice(found->second, chunk.span)});
    if (!taken) return taken;
  }
  return {};
}

}  // namespace

bool is_span_of(std::string_view text, Span span) {
  const bool inside = 0 <= span.start && span.start <= span.stop &&
                      span.stop <= static_cast<std::int64_t>(text.size());
  return inside && is_border(text, span.start) && is_border(text, span.stop);
}

Result<void> read_chunks(const ContentSource& source, const StoreContents& contents,
                         std::span<const ContentRow> wanted,
                         const std::function<Result<void>(const IndexedChunk&)>& take) {
  const std::vector<ContentRow> rows = in_order_of_rows(wanted);
  for (std::size_t at = 0; at < rows.size(); at += kLongestChunkRun) {
    const std::size_t count = std::min<std::size_t>(kLongestChunkRun, rows.size() - at);
    std::vector<PlacedChunk> chunks;
    auto read = visit(source, "SELECT rowid, document_id, start, stop, title, heading FROM {chunk}",
                      std::span(rows).subspan(at, count), kLongestChunkRun,
                      [&](const ContentRow& row, const Rows& content) {
                        chunks.push_back({row.id,
                                          content.integer(1),
                                          {content.integer(2), content.integer(3)},
                                          std::string(content.text(4)),
                                          std::string(content.text(5))});
                        return Result<void>();
                      });
    if (read) read = take_chunks(source, contents, chunks, take);
    if (!read) return read;
  }
  return {};
}

Result<void> read_vectors(
    const ContentSource& source, std::span<const ContentRow> wanted,
    const std::function<Result<void>(std::int64_t, std::span<const float>)>& take) {
  return visit(source, "SELECT rowid, vector::FLOAT[] FROM {embedding}", in_order_of_rows(wanted),
               kLongestVectorRun, [&](const ContentRow& row, const Rows& content) {
                 return take(row.id, content.floats(1));
               });
}

}  // namespace eider::store
