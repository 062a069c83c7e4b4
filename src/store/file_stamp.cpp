#include "store/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>

namespace eider::store {
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * kNanoseconds + time.tv_nsec; }

FileStamp::Entry entry_of(const std::string& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return {};
  return {found.st_size, nanoseconds(found.st_mtim), found.st_ino};
}

std::int64_t now() {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return nanoseconds(time);
}

}  // namespace

Result<DatabasePlace> attached_place(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(
      "SELECT coalesce(path, ''), database_oid, readonly FROM duckdb_databases() WHERE "
      "database_name = $1",
      {catalog.name()});
  if (!rows) return std::unexpected(rows.error());
  if (!rows->next()) return fail(ErrorCode::kNotFound, "it is not attached", catalog.name());
  return DatabasePlace{std::string(rows->text(0)), rows->integer(1), rows->boolean(2)};
}

Result<DatabasePlace> database_place(Connection connection, const Catalog& catalog) {
  auto rows = connection.query(catalog.sql("SELECT max(version) FROM {schema_version}"));
  if (!rows) return std::unexpected(rows.error());
  if (rows->next() && rows->integer(0) > kSchemaVersion) {
    return fail(ErrorCode::kUnsupported, "its eider tables are of a newer version", catalog.name());
  }
  return attached_place(connection, catalog);
}

FileStamp file_stamp(const DatabasePlace& place, std::chrono::nanoseconds settle_after) {
  FileStamp stamp;
  stamp.path = place.path;
  stamp.attached = place.attached;
  if (place.path.empty()) return stamp;
  // The clock first: a change after it is younger than what it is compared with.
  const std::int64_t taken = now();
  const auto is_old = [&](std::int64_t changed) { return taken - changed >= settle_after.count(); };
  std::int64_t changed = 0;
  const std::array<std::string, 3> paths = {place.path, place.path + ".wal",
                                            place.path + ".wal.checkpoint"};
  for (std::size_t i = 0; i < paths.size(); ++i) {
    stamp.entries[i] = entry_of(paths[i]);
    changed = std::max(changed, stamp.entries[i].changed_ns);
  }
  const FileStamp::Entry& data = stamp.entries[0];
  stamp.is_settled = data.bytes >= 0 && is_old(changed);
  stamp.is_data_settled = data.bytes >= 0 && is_old(data.changed_ns);
  return stamp;
}

}  // namespace eider::store
