#pragma once
// The rows of one of the user's tables that are compared by meaning: for ai_join and ai_dedup.
// Input: a table, a column of texts (VARCHAR) or of vectors (FLOAT[], DOUBLE[], FLOAT[n]), a key ->
// output: the rows in order, each with its key and the place of its meaning; equal texts share one.
// Invariant: rows of nothing (NULL, white space, an empty list) are kept and have no meaning.
// Tables are refused above kMaxComparedRows and kMaxComparedBytes.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "corpus/vector_index/vector_index.h"
#include "models/embedder.h"
#include "pipeline/host.h"
#include "store/value.h"

namespace eider::pipeline {

/// What a caller names. An empty key means the table's rowid.
struct ComparedColumn {
  std::string table;
  std::string column;
  std::string key;
};

/// A column that was found, and how its rows are read.
struct ComparedPlan {
  std::string name;      // qualified, for errors
  std::string sql;       // key, column, in the order of the rows
  std::string size_sql;  // rows, bytes
  std::string key_type;  // "BIGINT" or "VARCHAR"
  bool is_text = false;
};

/// Errors: kNotFound (table, column, key), kInvalidArgument (a column of another type; a view
/// without a key).
Result<ComparedPlan> plan_rows(store::Connection connection, const Scope& scope,
                               const ComparedColumn& column);

class ComparedRows {
 public:
  static constexpr std::size_t kNothing = static_cast<std::size_t>(-1);
  struct Row {
    store::Value key;
    std::string text;  // "" of a vector
    std::size_t meaning = kNothing;
  };

  /// Errors: kLimit; kInvalidArgument (vectors of different dimensions, naming the row).
  static Result<ComparedRows> read(store::Connection connection, const ComparedPlan& plan);

  const std::vector<Row>& rows() const { return rows_; }
  std::size_t meanings() const { return first_rows_.size(); }
  /// The first row of a meaning.
  const Row& first_row(std::size_t meaning) const { return rows_[first_rows_[meaning]]; }
  /// 0 before anything is embedded.
  std::size_t dimensions() const { return dimensions_; }

  /// Embeds, in their order, the texts of the next meanings up to `stop` that have no vector yet.
  /// `embedder` is not asked where the column holds vectors. Errors: the embedder's.
  Result<void> embed_up_to(std::size_t stop, models::Embedder* embedder, const CancelFlag& cancel);
  std::span<const float> vector(std::size_t meaning) const {
    return std::span(vectors_).subspan(meaning * dimensions_, dimensions_);
  }
  /// The vectors by meaning, as an index asks for them. Valid while this object stays in place.
  vector_index::FullRows full_rows() const;

  /// Puts the meaning's vector into the index under its number. Errors: kInvalidArgument names the
  /// row (another number of dimensions, NaN, infinity, zero).
  Result<void> add_to(vector_index::VectorIndex& search_index, std::size_t meaning) const;
  /// The same error as of add_to for a search with it.
  Error named(Error error, std::size_t meaning) const;

 private:
  Result<void> take(store::Rows& row, bool is_text);

  std::string name_;
  std::vector<Row> rows_;
  std::vector<std::size_t> first_rows_;  // of meanings
  std::unordered_map<std::string, std::size_t> meaning_of_;
  std::vector<float> vectors_;
  std::size_t dimensions_ = 0;
};

/// The embedder, where any of the columns holds texts; else nullptr. Errors: kInvalidArgument for
/// the embedder "none".
Result<std::shared_ptr<models::Embedder>> embedder_for(Host& host, const Scope& scope,
                                                       bool any_text);

/// How many texts are embedded between two looks at whether to go on.
inline constexpr std::size_t kComparedBatch = 64;

}  // namespace eider::pipeline
