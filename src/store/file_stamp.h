#pragma once
// FileStamp: what the file system shows of a database's files, to tell without reading a row that
// nothing was committed in between. DuckDB writes each commit to FILE.wal, or to FILE itself.
// Two equal stamps prove it only where the earlier one was settled: times have a grain, and within
// one a second change may leave no trace (as in git's index).
// Source of the rule: git, Documentation/technical/racy-git.

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "store/connection.h"
#include "store/schema.h"

namespace eider::store {

struct FileStamp {
  struct Entry {
    std::int64_t bytes = -1;  // -1: not there
    std::int64_t changed_ns = 0;
    std::uint64_t number = 0;  // of the inode
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::string path;
  std::int64_t attached = 0;       // DuckDB's number for the attached database: new at each ATTACH
  std::array<Entry, 3> entries{};  // FILE, FILE.wal, FILE.wal.checkpoint
  bool is_settled = false;         // the last change was long ago when the stamp was taken
  bool is_data_settled = false;    // that of FILE was

  bool same_files(const FileStamp& other) const {
    return path == other.path && attached == other.attached && entries == other.entries;
  }
  /// FILE itself, so that no checkpoint has moved rows.
  bool same_data_file(const FileStamp& other) const {
    return path == other.path && attached == other.attached && entries[0] == other.entries[0];
  }
};

/// Where a database lies; its path is "" in memory.
struct DatabasePlace {
  std::string path;
  std::int64_t attached = 0;
  bool read_only = false;
  friend bool operator==(const DatabasePlace&, const DatabasePlace&) = default;
};

/// Reads no table. Errors: kNotFound.
Result<DatabasePlace> attached_place(Connection connection, const Catalog& catalog);

/// Also touches the database, so that the transaction has its snapshot of it from here on. Errors:
/// kNotFound, kUnsupported (tables of a newer Eider), DuckDB's where it has no schema eider.
Result<DatabasePlace> database_place(Connection connection, const Catalog& catalog);

/// No file system that a database is written on keeps times more coarsely (FAT: two seconds).
inline constexpr std::chrono::nanoseconds kTimesSettleAfter = std::chrono::seconds(2);

/// Never settled for a database in memory, or one that can't be looked at.
FileStamp file_stamp(const DatabasePlace& place, std::chrono::nanoseconds settle_after);

}  // namespace eider::store
