#include "store/embedding_models.h"

#include <gtest/gtest.h>

#include "store/test_database.h"

namespace eider::store {
namespace {

class EmbeddingModelsOfAStore : public ::testing::Test {
 protected:
  EmbeddingModelsOfAStore() {
    EXPECT_TRUE(ensure_schema(database_.connection(), catalog_));
    run("INSERT INTO eider.chunk (id, store, document_id) VALUES (1,'a',9), (2,'a',9), (3,'b',8)");
    run("INSERT INTO eider.embedding VALUES ('a',1,9,'old',[1]), ('a',2,9,'old',[1]), "
        "('a',1,9,'new',[1]), ('b',3,8,'old',[1]), ('a',77,9,'new',[1])");
  }
  void run(const std::string& sql) { EXPECT_TRUE(database_.connection().execute(sql)) << sql; }
  std::string hashes() const {
    return database_.one(
        "SELECT string_agg(store || chunk_id || model_hash, ' ' ORDER BY store, "
        "chunk_id, model_hash) FROM eider.embedding");
  }
  std::int64_t remove() {
    return remove_superseded_embeddings(database_.connection(), catalog_, "a", "new").value_or(-1);
  }
  TestDatabase database_;
  Catalog catalog_{"memory"};
};

TEST_F(EmbeddingModelsOfAStore, AreCountedByChunksThatAreThere) {
  const auto models = embedding_models(database_.connection(), catalog_, "a");
  ASSERT_TRUE(models) << models.error().message();
  EXPECT_EQ(models->chunks, 2);
  ASSERT_EQ(models->embedded.size(), 2U);
  EXPECT_EQ(models->embedded[0], (std::pair<std::string, std::int64_t>("new", 1)));
  EXPECT_EQ(models->embedded[1], (std::pair<std::string, std::int64_t>("old", 2)));
}

TEST_F(EmbeddingModelsOfAStore, OldOnesGoWhenTheNewCoversAll) {
  EXPECT_EQ(remove(), 0);
  run("INSERT INTO eider.embedding VALUES ('a',2,9,'new',[1])");
  EXPECT_EQ(remove(), 2);
  EXPECT_EQ(remove(), 0);
  EXPECT_EQ(hashes(), "a1new a2new a77new b3old");
}

}  // namespace
}  // namespace eider::store
