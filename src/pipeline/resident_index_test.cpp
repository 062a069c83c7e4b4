// A store under random operations beside a brute-force answer, and the single cases that matter.

#include "pipeline/resident_index.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <thread>

#include "pipeline/test_store.h"
#include "store/test_database.h"

namespace eider::pipeline {
namespace {

using store::Connection;
using store::ContentSource;
using store::TestConnection;
using store::TestDatabase;

constexpr std::chrono::milliseconds kSettle{15};  // local files' times have a grain of 4 ms
constexpr std::array<std::string_view, 9> kWords = {"alpha",        "beta",         "gamma",
                                                    "delta",        "epsilon",      "\u7b97\u529b",
                                                    "\u6e2f\u53e3", "\u6d6e\u6a19", "42"};

std::size_t operations() {
  const char* wanted = std::getenv("EIDER_MODEL_OPERATIONS");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::size_t kUsual = 200;  // ten times slower here, and the release build runs them all
#else
  constexpr std::size_t kUsual = 2'000;
#endif
  return wanted ? std::stoul(wanted) : kUsual;
}

/// One database with a client's connection and one for searches, and a store in it.
class World {
 public:
  World(std::string path, std::uint64_t seed)
      : path_(std::move(path)), random_(seed), rows_("s"), resident_(fresh()) {
    remove_files();
    open();
    const auto made = store::ensure_schema(search_connection(), catalog());
    EXPECT_TRUE(made) << made.error().message();
  }
  ~World() {
    close();
    remove_files();
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  void step() {
    const auto chosen = pick(100);
    if (chosen < 40) {
      change();
    } else if (chosen < 48) {
      rows_.is_open ? rows_.commit() : rows_.begin();
    } else if (chosen < 51) {
      rows_.roll_back();
    } else if (chosen < 94) {
      check();
    } else if (chosen < 97) {
      keep();
    } else {
      disturb();
    }
  }

  void check() { check_with(*resident_, search_connection(), catalog()); }

  std::size_t segments_attached() const { return attached_; }

 private:
  static std::unique_ptr<ResidentIndex> fresh() { return std::make_unique<ResidentIndex>(kSettle); }
  bool in_file() const { return !path_.empty(); }
  store::Catalog catalog() const { return store::Catalog(in_file() ? "world" : "memory"); }
  Connection search_connection() const { return searches_->connection(); }

  std::uint64_t pick(std::uint64_t below) { return random_() % below; }

  void remove_files() {
    if (!in_file()) return;
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".wal");
  }

  void open() {
    searches_ = std::make_unique<TestDatabase>(in_file() ? path_.c_str() : nullptr);
    client_ = std::make_unique<TestConnection>(searches_->handle());
    rows_.client = client_->connection();
  }
  void close() {
    client_.reset();
    searches_.reset();
  }

  std::string text() {
    std::string made;
    for (std::uint64_t n = 1 + pick(12); n > 0; --n) {
      made += std::string(kWords[pick(kWords.size())]) + (n > 1 ? " " : "");
    }
    return made;
  }

  Values values() {
    const auto chosen = pick(40);
    if (chosen == 0) return {};
    Values made(chosen == 1 ? 3 : 8);
    for (float& value : made) value = static_cast<float>(pick(2001)) / 1000.0F - 1.0F;
    if (chosen == 2) made[3] = std::numeric_limits<float>::quiet_NaN();
    if (chosen == 3) made[0] = std::numeric_limits<float>::infinity();
    if (chosen == 4) made.assign(8, 0.0F);
    return made;
  }

  TestChunk chunk() {
    TestChunk made;
    made.document = static_cast<std::int64_t>(1 + pick(12));
    const auto found = rows_.now.documents.find(made.document);
    const bool has_text = found != rows_.now.documents.end() && found->second;
    const auto size = static_cast<std::int64_t>(has_text ? found->second->size() : 20);
    made.stop = pick(4) == 0 ? static_cast<std::int64_t>(pick(40)) : size;
    made.start = pick(3) == 0 ? static_cast<std::int64_t>(pick(12)) : 0;
    if (pick(3) == 0) made.title = kWords[pick(kWords.size())];
    return made;
  }

  /// The id of some chunk, more often than not one that is there.
  std::int64_t chunk_id() {
    if (!rows_.now.chunks.empty() && pick(3) > 0) {
      auto at = rows_.now.chunks.begin();
      std::advance(at, static_cast<std::ptrdiff_t>(pick(rows_.now.chunks.size())));
      return at->first;
    }
    return static_cast<std::int64_t>(100 + pick(60));
  }

  void change() {
    const auto document = static_cast<std::int64_t>(1 + pick(12));
    switch (pick(9)) {
      case 0:
      case 1:
        return rows_.put_document(document, pick(10) == 0 ? std::optional<std::string>() : text());
      case 2:
        return pick(3) == 0 ? rows_.remove_document(document)
                            : rows_.put_document(document, text());
      case 3:
      case 4:
        return rows_.put_chunk(chunk_id(), chunk());
      case 5:
        return rows_.remove_chunk(chunk_id());
      case 6:
        return rows_.add_vector(chunk_id(), values());
      case 7:
        return rows_.set_vector(chunk_id(), values());
      default:
        return rows_.remove_vectors(chunk_id());
    }
  }

  void keep() {
    const auto kept = resident_->keep_all(source(search_connection(), catalog()));
    // A client that is at work on the same rows may win.
    if (!kept) {
      EXPECT_NE(kept.error().message().find("onflict"), std::string::npos);
    }
  }

  /// What happens to a file: checkpoints, other processes, damage.
  void disturb() {
    if (rows_.is_open) rows_.commit();
    switch (pick(in_file() ? 6 : 1)) {
      case 0:
        return rows_.run("CHECKPOINT");
      case 1:
        return damage();
      case 2:
        return read_only();
      case 3:  // what is resident outlives the database: another may be attached by its name
        close();
        return open();
      default:
        close();
        resident_ = fresh();
        return open();
    }
  }

  void damage() {
    const std::string where = " WHERE part = 0 AND number % 2 = " + std::to_string(pick(2));
    if (pick(2) == 0) {
      rows_.run("DELETE FROM eider.index_segment" + where);
    } else {
      rows_.run("UPDATE eider.index_segment SET bytes = bytes[1:-2] || '\\x5A'::BLOB" + where);
    }
    if (pick(2) == 0) resident_ = fresh();
  }

  void read_only() {
    close();
    {
      const TestDatabase other;
      const auto attached =
          other.connection().execute("ATTACH '" + path_ + "' AS other (READ_ONLY)");
      ASSERT_TRUE(attached) << attached.error().message();
      const auto index = fresh();
      check_with(*index, other.connection(), store::Catalog("other"));
      check_with(*index, other.connection(), store::Catalog("other"));
    }
    open();
  }

  static ContentSource source(Connection connection, const store::Catalog& catalog) {
    return {connection, catalog, "s", "m", {}};
  }

  void check_with(ResidentIndex& resident, Connection connection, const store::Catalog& tables) {
    if (pick(25) == 0) std::this_thread::sleep_for(2 * kSettle);
    int calls = 0;
    const auto searched =
        resident.search_in(source(connection, tables), [&](const ResidentView& view) {
          ++calls;
          compare_words(*view.search_index.keywords);
          compare_vectors(view.search_index.vectors);
          attached_ += view.search_index.keywords->segments().size();
          return Result<void>();
        });
    ASSERT_TRUE(searched) << searched.error().message();
    ASSERT_EQ(calls, 1);
  }

  void compare_words(const keyword_index::KeywordIndex& found) {
    keyword_index::KeywordIndex expected;
    std::set<std::int64_t> with_word;
    const std::string word(kWords[pick(5)]);
    for (const auto& [id, chunk] : rows_.committed.chunks) {
      const auto body = rows_.committed.body(chunk);
      if (!body) continue;
      ASSERT_TRUE(expected.add(id, {chunk.title, "", *body}));
      const std::string padded = " " + *body + " ";
      const bool holds = padded.find(" " + word + " ") != std::string::npos || chunk.title == word;
      if (holds) with_word.insert(id);
    }
    EXPECT_EQ(found.ids(), expected.ids());
    const std::string question = word + " " + std::string(kWords[pick(kWords.size())]);
    EXPECT_EQ(found.all_scores(found.question_words(question)),
              expected.all_scores(expected.question_words(question)));
    std::set<std::int64_t> hits;
    for (const auto& hit : found.all_scores(found.question_words(word))) hits.insert(hit.id);
    EXPECT_EQ(hits, with_word);
  }

  void compare_vectors(const vector_index::VectorIndex* found) {
    const auto expected = rows_.committed.usable_vectors();
    if (expected.empty()) {
      EXPECT_TRUE(!found || found->size() == 0);
      return;
    }
    ASSERT_TRUE(found);
    Values query(expected.begin()->second.size());
    for (float& value : query) value = static_cast<float>(pick(2001)) / 1000.0F - 0.9995F;
    const auto nearest = found->nearest(query, {.k = 1000, .recall = 1, .allowed = {}});
    ASSERT_TRUE(nearest) << nearest.error().message();
    std::map<std::int64_t, float> similarities;
    for (const auto& each : *nearest) similarities[each.id] = each.similarity;
    ASSERT_EQ(similarities.size(), expected.size());
    for (const auto& [id, values] : expected) {
      double dot = 0;
      double squares = 0;
      double query_squares = 0;
      for (std::size_t i = 0; i < values.size(); ++i) {
        dot += static_cast<double>(values[i]) * query[i];
        squares += static_cast<double>(values[i]) * values[i];
        query_squares += static_cast<double>(query[i]) * query[i];
      }
      ASSERT_TRUE(similarities.contains(id)) << id;
      EXPECT_NEAR(similarities[id], dot / std::sqrt(squares * query_squares), 1e-4) << id;
    }
  }

  std::string path_;
  std::mt19937_64 random_;
  TestStore rows_;
  std::unique_ptr<TestDatabase> searches_;
  std::unique_ptr<TestConnection> client_;
  std::unique_ptr<ResidentIndex> resident_;
  std::size_t attached_ = 0;
};

class ResidentModel : public testing::TestWithParam<int> {};

// Odd seeds in a file, even ones in memory.
TEST_P(ResidentModel, AnswersAsTheTablesDo) {
  const int seed = GetParam();
  const std::string path = testing::TempDir() + "world.duckdb";
  World world(seed % 2 == 1 ? path : "", static_cast<std::uint64_t>(seed));
  for (std::size_t i = 0; i < operations(); ++i) {
    world.step();
    ASSERT_FALSE(testing::Test::HasFailure()) << "operation " << i << " of seed " << seed;
  }
  world.check();
  if (operations() >= 1'000) {
    EXPECT_GT(world.segments_attached(), 0u);
  }
}

/// The chunk ids that the connection's transaction sees.
std::vector<std::int64_t> visible_ids(Connection connection) {
  auto rows = connection.query("SELECT id FROM eider.chunk WHERE store = 's' ORDER BY id");
  std::vector<std::int64_t> ids;
  while (rows && rows->next()) ids.push_back(rows->integer(0));
  return ids;
}

/// Reads all that a search may read; false where it fails.
bool reads_all(const search::SearchIndex& found) {
  const auto& words = *found.keywords;
  const bool has_words = words.best(words.question_words("alpha 42"), {.k = 5}).has_value();
  if (!found.vectors || found.vectors->size() == 0) return has_words;
  const auto nearest = found.vectors->nearest(Values{1, 2, 3}, {.k = 5, .recall = 0.95});
  return has_words && nearest.has_value();
}

// Under the thread sanitizer: cmake --preset tsan; cmake --build build/tsan --target pipeline_test;
// ctest --test-dir build/tsan -R pipeline_test, or with TSAN_OPTIONS=suppressions=FILE set to
// test/failure/thread_sanitizer.supp: pipeline_test --gtest_filter=ResidentThreads.*
TEST(ResidentThreads, SearchWhileOneLoadsAndOneKeeps) {
  const std::string path = testing::TempDir() + "threads.duckdb";
  std::filesystem::remove(path);
  {
    const TestDatabase database(path.c_str());
    const store::Catalog catalog("threads");
    ASSERT_TRUE(store::ensure_schema(database.connection(), catalog));
    ResidentIndex resident(kSettle);
    std::atomic<bool> is_done = false;
    std::atomic<int> different = 0;
    std::atomic<int> failed = 0;
    const auto search = [&] {
      const TestConnection own(database.handle());
      const ContentSource source{own.connection(), catalog, "s", "m", {}};
      while (!is_done) {
        const auto searched = resident.search_in(source, [&](const ResidentView& view) {
          different += view.search_index.keywords->ids() != visible_ids(own.connection()) ? 1 : 0;
          failed += reads_all(view.search_index) ? 0 : 1;
          return Result<void>();
        });
        failed += searched ? 0 : 1;
      }
    };
    std::thread one(search);
    std::thread two(search);
    std::thread keeper([&] {
      const TestConnection own(database.handle());
      while (!is_done) {
        static_cast<void>(resident.keep_all({own.connection(), catalog, "s", "m", {}}));
        std::this_thread::sleep_for(kSettle);
      }
    });
    TestStore rows("s");
    const TestConnection writer(database.handle());
    rows.client = writer.connection();
    for (std::int64_t n = 1; n <= 150; ++n) {
      rows.begin();
      rows.put_document(n, "alpha " + std::to_string(n));
      rows.put_chunk(1000 + n, {n, 0, 5, ""});
      rows.add_vector(1000 + n, {1, static_cast<float>(n), 0});
      if (n > 10) rows.remove_chunk(1000 + n - 10);
      n % 7 == 0 ? rows.roll_back() : rows.commit();
    }
    is_done = true;
    for (std::thread* each : {&one, &two, &keeper}) each->join();
    EXPECT_EQ(different, 0);
    EXPECT_EQ(failed, 0);
    const ContentSource source{database.connection(), catalog, "s", "m", {}};
    const auto last = resident.search_in(source, [&](const ResidentView& view) {
      EXPECT_EQ(view.search_index.keywords->ids(), visible_ids(database.connection()));
      return Result<void>();
    });
    EXPECT_TRUE(last);
  }
  std::filesystem::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ResidentModel, testing::Values(1, 2, 3, 5, 7));

}  // namespace
}  // namespace eider::pipeline
