// eider load FILE PATH...: files and folders -> documents, a row each as it is committed.
#include <filesystem>
#include <system_error>

#include "cli/commands/commands.h"
#include "cli/render.h"
#include "cli/sql_text.h"

namespace eider::cli {
namespace {

constexpr const char* kDefaultStore = "default";

Json document_of(const Json& row) {
  Json document = {{"id", row.value("document_id", Json())}};
  document.update(pick(row, {"path", "status", "error", "articles", "chunks"}));
  return document;
}

bool all_failed(const Json& documents) {
  for (const Json& document : documents) {
    if (text_of(document, "status") != "error") return false;
  }
  return !documents.empty();
}

using EachDocument = std::function<void(const Json&)>;

/// Runs the calls, each of which gives a row a document.
Result<Json> run_calls(Database& database, const std::vector<std::string>& calls,
                       const EachDocument& each) {
  Json documents = Json::array();
  double seconds = 0;
  for (const std::string& call : calls) {
    Request request{"FROM " + call, "documents"};
    request.each = [&](const Json& row) {
      documents.push_back(document_of(row));
      if (each) each(documents.back());
    };
    auto rows = database.query(request);
    if (!rows) return std::unexpected(std::move(rows.error()));
    seconds += rows->seconds;
  }
  return Json{{"documents", std::move(documents)}, {"seconds", seconds}};
}

std::string store_of(const Options& options) {
  return options.store.empty() ? kDefaultStore : options.store;
}

/// As they come, not when all are there.
Result<Json> stream_calls(Database& database, const std::vector<std::string>& calls,
                          const Options& options, const EachDocument& each) {
  // DuckDB else keeps a megabyte of rows back before it hands over the first. (For statements of
  // several branches a buffer this small makes it spin, so it is set for a load alone.)
  auto set = database.query("SET streaming_buffer_size = '1 byte'");
  if (!set) return std::unexpected(std::move(set.error()));
  // The load writes on connections of its own; a transaction of this one that may write would
  // keep DuckDB from moving what is loaded out of memory into the file.
  auto begun = database.query("BEGIN TRANSACTION READ ONLY");
  if (!begun) return std::unexpected(std::move(begun.error()));
  auto loaded = run_calls(database, calls, each);
  set = database.query("ROLLBACK; RESET streaming_buffer_size");
  if (!set) return std::unexpected(std::move(set.error()));
  if (!loaded && loaded.error().code == ErrorCode::kCancelled) {
    loaded.error().remedy = "the documents read so far are kept, the next load reads the rest";
  }
  if (!loaded) return loaded;
  Json reply{{"store", store_of(options)}};
  reply.update(*loaded);
  return reply;
}

}  // namespace

Result<void> check_paths(const Options& options) {
  for (const std::string& path : options.paths) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) continue;
    return fail(ErrorCode::kNotFound, "no such file or folder", path, "nothing was loaded");
  }
  return {};
}

Result<Json> load(Database& database, const Options& options, const EachDocument& each) {
  if (auto checked = check_paths(options); !checked) return std::unexpected(checked.error());
  Arguments arguments;
  arguments.add("store", options.store);
  std::vector<std::string> calls;
  for (const std::string& path : options.paths) {
    calls.push_back("eider_load(" + quote(path) + arguments.named() + ")");
  }
  return stream_calls(database, calls, options, each);
}

Result<Json> refresh(Database& database, const Options& options, const EachDocument& each) {
  return stream_calls(database, {"eider_refresh(" + quote(store_of(options)) + ")"}, options, each);
}

Result<int> run_load(const Options& options) {
  if (auto checked = check_paths(options); !checked) return std::unexpected(checked.error());
  auto database = Database::open({options.file, Access::kCreate});
  if (!database) return std::unexpected(std::move(database.error()));
  std::function<void(const Json&)> each;
  if (!options.json) each = [](const Json& document) { print(render_document(document)); };
  auto loaded = load(*database, options, each);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  if (options.json) {
    print_json(*loaded);
  } else {
    print(render_load(*loaded));
  }
  return all_failed((*loaded)["documents"]) ? 1 : 0;
}

}  // namespace eider::cli
