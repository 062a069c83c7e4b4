#include "pipeline/compared_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.h"
#include "store/relations.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

bool is_integer(std::string_view type) {
  constexpr std::array<std::string_view, 7> kIntegers = {
      "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"};
  return std::find(kIntegers.begin(), kIntegers.end(), type) != kIntegers.end();
}

/// FLOAT[], DOUBLE[], FLOAT[384], but no list of lists.
bool is_vector(std::string_view type) {
  const std::size_t bracket = type.find('[');
  if (bracket == std::string_view::npos || type.find('[', bracket + 1) != type.npos) return false;
  const std::string_view element = type.substr(0, bracket);
  return element == "FLOAT" || element == "DOUBLE";
}

std::string shown(const store::Value& key) {
  if (const auto* number = key.integer()) return std::to_string(*number);
  if (const auto* text = key.text()) return *text;
  return "NULL";
}

Result<void> check_size(store::Connection connection, const ComparedPlan& plan) {
  auto size = connection.query(plan.size_sql);
  if (!size) return std::unexpected(size.error());
  size->next();
  if (size->integer(0) > static_cast<std::int64_t>(kMaxComparedRows)) {
    return fail(ErrorCode::kLimit,
                "it has " + std::to_string(size->integer(0)) + " rows, more than the " +
                    std::to_string(kMaxComparedRows) + " that are compared at once",
                plan.name, "compare a part of it, as a table or view of its own");
  }
  if (size->integer(1) <= static_cast<std::int64_t>(kMaxComparedBytes)) return {};
  return fail(ErrorCode::kLimit,
              "its column has " + std::to_string(size->integer(1)) + " bytes, more than the " +
                  std::to_string(kMaxComparedBytes) + " that are compared at once",
              plan.name, "compare a part of it, as a table or view of its own");
}

}  // namespace

Result<ComparedPlan> plan_rows(store::Connection connection, const Scope& scope,
                               const ComparedColumn& column) {
  const auto relation =
      store::find_relation(connection, column.table, {scope.catalog, scope.search_path});
  if (!relation) return std::unexpected(relation.error());
  const auto found = relation->column(column.column);
  if (!found) return std::unexpected(found.error());
  ComparedPlan plan;
  plan.name = relation->name;
  plan.is_text = found->type == "VARCHAR";
  if (!plan.is_text && !is_vector(found->type)) {
    return fail(ErrorCode::kInvalidArgument, "column " + found->name + " is " + found->type,
                plan.name, "texts (VARCHAR) or vectors (FLOAT[]) are compared");
  }
  std::string key = "rowid";
  std::string order = relation->is_table ? "rowid" : "1, 2";
  plan.key_type = "BIGINT";
  if (!column.key.empty()) {
    const auto named = relation->column(column.key);
    if (!named) return std::unexpected(named.error());
    key = store::quote_name(named->name);
    plan.key_type = is_integer(named->type) ? "BIGINT" : "VARCHAR";
  } else if (!relation->is_table) {
    return fail(ErrorCode::kInvalidArgument, "a view has no rowid", plan.name,
                "name a column that tells its rows apart as the key");
  }
  const std::string value = store::quote_name(found->name);
  const std::string floats = value + "::FLOAT[]";
  plan.sql =
      "SELECT " + key + "::" + plan.key_type + ", " +
      (plan.is_text ? value : floats + ", list_count(" + floats + ") < len(" + floats + ")") +
      " FROM " + plan.name + " ORDER BY " + order;
  plan.size_sql = "SELECT count(*), coalesce(sum(" +
                  (plan.is_text ? "strlen(" + value + ")" : "4 * len(" + floats + ")") +
                  "), 0)::BIGINT FROM " + plan.name;
  return plan;
}

Result<ComparedRows> ComparedRows::read(store::Connection connection, const ComparedPlan& plan) {
  if (auto fits = check_size(connection, plan); !fits) return std::unexpected(fits.error());
  auto rows = connection.query(plan.sql);
  if (!rows) return std::unexpected(rows.error());
  ComparedRows read;
  read.name_ = plan.name;
  while (rows->next()) {
    Row row;
    if (!rows->is_null(0)) {
      row.key = plan.key_type == "BIGINT" ? store::Value(rows->integer(0))
                                          : store::Value(std::string(rows->text(0)));
    }
    read.rows_.push_back(std::move(row));
    if (auto taken = read.take(*rows, plan.is_text); !taken) {
      return std::unexpected(taken.error());
    }
  }
  return read;
}

/// The column of the last row.
Result<void> ComparedRows::take(store::Rows& row, bool is_text) {
  const std::size_t next = first_rows_.size();
  if (is_text) {
    rows_.back().text = row.text(1);
    if (text::trim(rows_.back().text).empty()) return {};
    rows_.back().meaning = meaning_of_.try_emplace(rows_.back().text, next).first->second;
    if (rows_.back().meaning == next) first_rows_.push_back(rows_.size() - 1);
    return {};
  }
  const auto values = row.floats(1);
  const bool holds_null = row.boolean(2);
  if (values.empty() && !holds_null) return {};
  rows_.back().meaning = next;
  first_rows_.push_back(rows_.size() - 1);
  if (holds_null) {
    return std::unexpected(
        named({ErrorCode::kInvalidArgument, "its vector holds NULL", "", ""}, next));
  }
  if (dimensions_ == 0) dimensions_ = values.size();
  if (values.size() > static_cast<std::size_t>(vector_index::kMaxDimensions)) {
    return std::unexpected(
        named({ErrorCode::kInvalidArgument,
               "its vector has " + std::to_string(values.size()) + " dimensions, more than " +
                   std::to_string(vector_index::kMaxDimensions),
               "", ""},
              next));
  }
  if (values.size() != dimensions_) {
    return std::unexpected(named({ErrorCode::kInvalidArgument,
                                  "its vector has " + std::to_string(values.size()) +
                                      " dimensions, those before " + std::to_string(dimensions_),
                                  "", ""},
                                 next));
  }
  vectors_.insert(vectors_.end(), values.begin(), values.end());
  return {};
}

Result<void> ComparedRows::embed_up_to(std::size_t stop, models::Embedder* embedder,
                                       const CancelFlag& cancel) {
  stop = std::min(stop, meanings());
  std::size_t done = dimensions_ == 0 ? 0 : vectors_.size() / dimensions_;
  while (done < stop) {
    std::vector<std::string> texts;
    for (std::size_t i = done; i < std::min(stop, done + kComparedBatch); ++i) {
      texts.push_back(text::to_simplified(first_row(i).text));  // as corpus/embed does
    }
    const auto vectors = embedder->embed(texts, models::EmbedKind::kPassage, cancel);
    if (!vectors) return std::unexpected(vectors.error());
    for (const std::vector<float>& values : *vectors) {
      dimensions_ = values.size();
      vectors_.insert(vectors_.end(), values.begin(), values.end());
    }
    done += texts.size();
  }
  return {};
}

vector_index::FullRows ComparedRows::full_rows() const {
  return [this](std::span<const std::int64_t> ids, std::span<float> values) -> Result<void> {
    auto out = values.begin();
    for (const std::int64_t id : ids) {
      const auto row = vector(static_cast<std::size_t>(id));
      out = std::copy(row.begin(), row.end(), out);
    }
    return {};
  };
}

Result<void> ComparedRows::add_to(vector_index::VectorIndex& search_index,
                                  std::size_t meaning) const {
  auto added = search_index.add(static_cast<std::int64_t>(meaning), vector(meaning));
  if (!added) return std::unexpected(named(std::move(added.error()), meaning));
  return {};
}

Error ComparedRows::named(Error error, std::size_t meaning) const {
  if (error.code == ErrorCode::kInvalidArgument) {
    error.where = name_ + ", row " + shown(first_row(meaning).key);
  }
  return error;
}

Result<std::shared_ptr<models::Embedder>> embedder_for(Host& host, const Scope& scope,
                                                       bool any_text) {
  if (!any_text) return nullptr;
  auto embedder = host.embedder(scope.models);
  if (!embedder || *embedder) return embedder;
  return fail(ErrorCode::kInvalidArgument, "the embedder is none", "",
              "SET eider_embedder to a model of eider_models()");
}

}  // namespace eider::pipeline
