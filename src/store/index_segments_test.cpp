#include "store/index_segments.h"

#include <gtest/gtest.h>

#include "store/documents.h"
#include "store/test_database.h"

namespace eider::store {
namespace {

const Catalog kCatalog("memory");
const IndexKey kWords{"news", "keyword", ""};

class IndexSegments : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(ensure_schema(connection(), kCatalog)); }
  Connection connection() const { return database_.connection(); }
  std::vector<StoredSegment> stored() const {
    return stored_segments(connection(), kCatalog, "news").value();
  }
  void write(const IndexKey& key, std::int64_t number, std::string_view bytes) const {
    const auto written = write_segment(connection(), kCatalog, {key, number, 3, 0, 0}, bytes);
    ASSERT_TRUE(written) << written.error().message();
  }

  TestDatabase database_;
};

/// All byte values, so that nothing may take the bytes for text.
std::string some_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
  return bytes;
}

TEST_F(IndexSegments, ThereAreNoneAtFirst) { EXPECT_TRUE(stored().empty()); }

TEST_F(IndexSegments, BytesComeBackWhateverTheirSize) {
  std::int64_t number = 0;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{1000}, kSegmentPartBytes - 1, kSegmentPartBytes,
        kSegmentPartBytes + 1, 2 * kSegmentPartBytes + 77}) {
    const std::string bytes = some_bytes(size);
    write(kWords, ++number, bytes);
    const StoredSegment segment = stored().back();
    EXPECT_EQ(segment.number, number);
    EXPECT_EQ(segment.rows, 3);
    EXPECT_EQ(segment.bytes, static_cast<std::int64_t>(size));
    EXPECT_TRUE(read_segment(connection(), kCatalog, segment).value() == bytes) << size;
  }
}

TEST_F(IndexSegments, AreKeptApartByStoreKindModelAndNumber) {
  write(kWords, 1, "words");
  write({"news", "vector", "m1"}, 1, "one model");
  write({"news", "vector", "m2"}, 1, "other model");
  write({"other", "keyword", ""}, 1, "other store");
  ASSERT_EQ(stored().size(), 3u);
  EXPECT_EQ(read_segment(connection(), kCatalog, stored()[2]).value(), "other model");
  ASSERT_TRUE(remove_segment(connection(), kCatalog, {"news", "vector", "m2"}, 1));
  EXPECT_EQ(stored().size(), 2u);
  EXPECT_EQ(database_.one("SELECT count(*) FROM eider.index_segment"), "3");
}

TEST_F(IndexSegments, AMissingPartIsSeen) {
  write(kWords, 1, some_bytes(kSegmentPartBytes + 5));
  const StoredSegment segment = stored().front();
  ASSERT_TRUE(connection().execute("DELETE FROM eider.index_segment WHERE part = 0"));
  const auto read = read_segment(connection(), kCatalog, segment);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
}

TEST_F(IndexSegments, ARollbackTakesThemBack) {
  {
    const auto transaction = Transaction::begin(connection());
    ASSERT_TRUE(transaction);
    write(kWords, 1, "words");
    EXPECT_EQ(stored().size(), 1u);
  }
  EXPECT_TRUE(stored().empty());
}

TEST_F(IndexSegments, GoWithTheirStore) {
  write(kWords, 1, "words");
  write({"other", "keyword", ""}, 1, "other store");
  ASSERT_TRUE(drop_store(connection(), kCatalog, "news"));
  EXPECT_EQ(database_.one("SELECT list(store) FROM eider.index_segment"), "[other]");
}

}  // namespace
}  // namespace eider::store
