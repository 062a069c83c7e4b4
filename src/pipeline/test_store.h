#pragma once
// For tests: a store's tables written by plain SQL, and beside them the same rows in memory, from
// which a search is answered by brute force. A transaction of the client's may be open: then
// `now` is what it has done, and `committed` what everybody sees.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash64.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::pipeline {

using Values = std::vector<float>;

struct TestChunk {
  std::int64_t document = 0;
  std::int64_t start = 0;
  std::int64_t stop = 0;
  std::string title;
};

/// The rows of one store; a document without text is NULL, a vector without values too.
struct TestRows {
  std::map<std::int64_t, std::optional<std::string>> documents;
  std::map<std::int64_t, TestChunk> chunks;
  std::multimap<std::int64_t, Values> embeddings;  // by chunk

  const std::string* text_of(const TestChunk& chunk) const {
    const auto found = documents.find(chunk.document);
    return found == documents.end() || !found->second ? nullptr : &*found->second;
  }

  /// A chunk's bytes where it can be cut.
  std::optional<std::string> body(const TestChunk& chunk) const {
    const std::string* text = text_of(chunk);
    if (!text || chunk.start < 0 || chunk.start > chunk.stop) return std::nullopt;
    if (chunk.stop > static_cast<std::int64_t>(text->size())) return std::nullopt;
    for (const std::int64_t at : {chunk.start, chunk.stop}) {
      const auto place = static_cast<std::size_t>(at);
      const bool inside = place < text->size();
      if (inside && (static_cast<unsigned char>((*text)[place]) & 0xC0u) == 0x80u) {
        return std::nullopt;
      }
    }
    return text->substr(static_cast<std::size_t>(chunk.start),
                        static_cast<std::size_t>(chunk.stop - chunk.start));
  }

  /// The embedding of each chunk that has a document: of several the one of the lowest hash.
  std::map<std::int64_t, Values> chosen_vectors() const {
    std::map<std::int64_t, Values> chosen;
    for (const auto& [id, values] : embeddings) {
      const auto chunk = chunks.find(id);
      if (chunk == chunks.end() || !text_of(chunk->second)) continue;
      const auto [at, is_new] = chosen.emplace(id, values);
      if (!is_new && hash64(values) < hash64(at->second)) at->second = values;
    }
    return chosen;
  }

  /// Those that can be searched: of the most frequent size, with a direction.
  std::map<std::int64_t, Values> usable_vectors() const {
    auto vectors = chosen_vectors();
    std::map<std::size_t, int> counts;
    for (const auto& [id, values] : vectors) counts[values.size()] += values.empty() ? 0 : 1;
    std::size_t size = 0;
    int most = 0;
    for (const auto& [each, count] : counts) {
      if (count > most) {
        size = each;
        most = count;
      }
    }
    std::erase_if(vectors, [&](const auto& entry) {
      double squares = 0;
      for (const float value : entry.second) squares += static_cast<double>(value) * value;
      return entry.second.size() != size || !(squares > 0) || !std::isfinite(squares);
    });
    return vectors;
  }
};

/// Writes rows through one connection.
class TestStore {
 public:
  explicit TestStore(std::string store) : store_(std::move(store)) {}

  void put_document(std::int64_t id, const std::optional<std::string>& text) {
    const store::Value value = text ? store::Value(*text) : store::Value();
    if (now.documents.contains(id)) {
      run("UPDATE eider.document SET text = $2 WHERE id = $1", {id, value});
    } else {
      run("INSERT INTO eider.document (id, store, path, text, status) "
          "VALUES ($1, $3, 'p', $2, 'ok')",
          {id, value, store_});
    }
    now.documents[id] = text;
    done();
  }

  void put_chunk(std::int64_t id, const TestChunk& chunk) {
    const bool is_new = !now.chunks.contains(id);
    const store::List values{id, chunk.document, chunk.start, chunk.stop, chunk.title, store_};
    run(is_new ? "INSERT INTO eider.chunk (id, document_id, start, stop, title, store) "
                 "VALUES ($1, $2, $3, $4, $5, $6)"
               : "UPDATE eider.chunk SET document_id = $2, start = $3, stop = $4, title = $5, "
                 "store = $6 WHERE id = $1",
        values);
    now.chunks[id] = chunk;
    done();
  }

  /// `values` may hold what no embedding should.
  void add_vector(std::int64_t chunk, const Values& values) {
    run("INSERT INTO eider.embedding VALUES ($1, $2, 0, 'm', CAST($3 AS FLOAT[]))",
        {store_, chunk, literal(values)});
    now.embeddings.emplace(chunk, values);
    done();
  }

  void set_vector(std::int64_t chunk, const Values& values) {
    run("UPDATE eider.embedding SET vector = CAST($2 AS FLOAT[]) WHERE chunk_id = $1",
        {chunk, literal(values)});
    for (auto [at, end] = now.embeddings.equal_range(chunk); at != end; ++at) at->second = values;
    done();
  }

  void remove_document(std::int64_t id) {
    run("DELETE FROM eider.document WHERE id = $1", {id});
    now.documents.erase(id);
    done();
  }
  void remove_chunk(std::int64_t id) {
    run("DELETE FROM eider.chunk WHERE id = $1", {id});
    now.chunks.erase(id);
    done();
  }
  void remove_vectors(std::int64_t chunk) {
    run("DELETE FROM eider.embedding WHERE chunk_id = $1", {chunk});
    now.embeddings.erase(chunk);
    done();
  }

  void begin() {
    run("BEGIN");
    is_open = true;
  }
  void commit() {
    if (is_open) run("COMMIT");
    is_open = false;
    committed = now;
  }
  void roll_back() {
    if (is_open) run("ROLLBACK");
    is_open = false;
    now = committed;
  }

  void run(const std::string& sql, const store::List& parameters = {}) {
    const auto done = client->query(sql, parameters);
    ASSERT_TRUE(done) << sql << ": " << done.error().message();
  }

  std::optional<store::Connection> client;
  TestRows now;
  TestRows committed;
  bool is_open = false;

 private:
  /// Outside a transaction each statement commits.
  void done() {
    if (!is_open) committed = now;
  }

  static store::Value literal(const Values& values) {
    if (values.empty()) return {};
    std::string text = "[";
    for (const float value : values) {
      if (text.size() > 1) text += ", ";
      text += std::isfinite(value) ? fmt::format("{:.9g}", value) : value > 0 ? "inf" : "nan";
    }
    return text + "]";
  }

  std::string store_;
};

}  // namespace eider::pipeline
