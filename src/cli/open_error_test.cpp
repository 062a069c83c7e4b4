#include "cli/open_error.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace eider::cli {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(OpenError, NamesTheProcessThatHoldsTheFile) {
  const Error error = open_error(
      "IO Error: Could not set lock on file \"/a/b.duckdb\": Conflicting lock is held in "
      "/usr/bin/python3 (PID 4711). See also https://duckdb.org",
      "b.duckdb");
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_TRUE(error.message().starts_with("b.duckdb: in use by process 4711;")) << error.message();
}

TEST(OpenError, ALockWithoutAProcessIsStillNamed) {
  const Error error = open_error("IO Error: Could not set lock on file \"x\": ", "x");
  EXPECT_TRUE(has(error.message(), "in use by another process")) << error.message();
}

TEST(OpenError, AFileOfANewerDuckDbNamesTheStorageVersion) {
  const Error error = open_error(
      "IO Error: Trying to read a database file with version number 69, but we can only read "
      "versions between 64 and 68.\nThe database file was created with a newer version of DuckDB.",
      "new.duckdb");
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_TRUE(has(error.message(), "new.duckdb: made by a newer DuckDB"));
  EXPECT_TRUE(has(error.message(), "STORAGE_VERSION 'v1.5.0'"));
}

TEST(OpenError, AFileThatIsNoDatabaseIsCorrupt) {
  const Error error = open_error(
      "IO Error: The file \"a.txt\" exists, but it is not a valid DuckDB database file!", "a.txt");
  EXPECT_EQ(error.code, ErrorCode::kCorrupt);
  EXPECT_TRUE(has(error.message(), "a.txt: not a DuckDB database file"));
}

TEST(OpenError, AnythingElseKeepsDuckDbsFirstLine) {
  const Error error = open_error("IO Error: Strange: disk on fire\nmore", "x");
  EXPECT_EQ(error.message(), "x: cannot be opened: Strange: disk on fire");
}

TEST(CheckPath, RefusesFoldersAndMissingFiles) {
  const std::string folder = std::filesystem::temp_directory_path().string();
  const std::string missing = folder + "/eider-no-such-file.duckdb";
  EXPECT_EQ(check_path(folder, true).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(check_path(missing, false).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(has(check_path(missing, false).error().message(), "eider load " + missing));
  EXPECT_TRUE(check_path(missing, true).has_value());
  EXPECT_TRUE(check_path("eider-no-such-file.duckdb", true).has_value());
  EXPECT_EQ(check_path(missing + "/x/y.duckdb", true).error().code, ErrorCode::kNotFound);
}

TEST(IsUnwritable, OnlyWhereReadingMayStillSucceed) {
  EXPECT_TRUE(is_unwritable("IO Error: Cannot open file \"x\": Permission denied"));
  EXPECT_TRUE(is_unwritable("IO Error: Cannot open file \"x\": Read-only file system"));
  EXPECT_FALSE(is_unwritable("IO Error: it is not a valid DuckDB database file!"));
}

TEST(PlainMessage, LosesDuckDbsClassAndNothingElse) {
  EXPECT_EQ(plain_message("Binder Error: no store 'x'"), "no store 'x'");
  EXPECT_EQ(plain_message("Invalid Input Error: a: b Error: c"), "a: b Error: c");
  EXPECT_EQ(plain_message("news: an Error: not a class"), "news: an Error: not a class");
  EXPECT_EQ(plain_message(""), "");
}

}  // namespace
}  // namespace eider::cli
