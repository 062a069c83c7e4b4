#pragma once
// What language models have replied, by the key of what they were asked: eider.cache. A key is of
// the model's bytes and everything that the reply depends on, so a row never becomes wrong; a key
// that stands there twice (two queries at once) has equal rows.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct CachedReply {
  std::string value;
  std::string thinking;
  std::int64_t prompt_tokens = 0;
  std::int64_t answer_tokens = 0;
  bool finished = true;
};

struct CacheRow {
  std::string key;  // 32 hexadecimal digits
  std::string function;
  std::string model;
  CachedReply reply;
};

/// One entry a key, in their order, of one statement; all empty where there is no table.
Result<std::vector<std::optional<CachedReply>>> cached_replies(Connection connection,
                                                               const Catalog& catalog,
                                                               std::span<const std::string> keys);

/// In one transaction. Errors: kIo for a read-only database.
Result<void> keep_replies(Connection connection, const Catalog& catalog,
                          std::span<const CacheRow> rows);

/// Of a function, of all where it is empty. Gives how many rows went.
Result<std::int64_t> clear_cache(Connection connection, const Catalog& catalog,
                                 const std::string& function);

}  // namespace eider::store
