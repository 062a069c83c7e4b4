// eider watch FILE PATH...: loads the paths, then refreshes the store whenever a file changes.
// Between two refreshes the database is closed, so that others can search it; what the embedder
// holds in memory stays open in a database of its own.
#include <chrono>
#include <cstdio>
#include <optional>

#include "cli/commands/commands.h"
#include "cli/file_events.h"
#include "cli/render.h"
#include "cli/watch.h"

namespace eider::cli {
namespace {

using Request = Result<Json> (*)(Database&, const Options&,
                                 const std::function<void(const Json&)>&);

void say(const std::string& text) { std::fprintf(stderr, "eider: %s\n", text.c_str()); }

/// A line a document that is not as it was.
void show(const Options& options, const Json& document) {
  if (text_of(document, "status") == "unchanged") return;
  if (options.json) {
    print_json(document);
  } else {
    print(render_document(document));
  }
}

/// Opens the database, runs the request, closes it. Ctrl-C at any time: kCancelled.
Result<void> run_once(const Options& options, Request request) {
  auto database = Database::open({options.file, Access::kCreate});
  if (!database) return std::unexpected(std::move(database.error()));
  auto done = request(*database, options, [&](const Json& document) { show(options, document); });
  if (!done) return std::unexpected(std::move(done.error()));
  if (database->interrupted()) return fail(ErrorCode::kCancelled, "stopped");
  return {};
}

/// A database in memory whose extension has the embedder open: while it lives, a refresh need not
/// open the model again (2 s of CPU). Nothing where none can be opened, which the load has told.
std::optional<Database> hold_embedder() {
  auto database = Database::open({":memory:", Access::kCreate});
  if (!database || !database->query("SELECT len(ai_embed('.'))")) return std::nullopt;
  return std::move(*database);
}

/// Says each trouble once, until it is over.
class Trouble {
 public:
  bool tell(const Result<void>& outcome) {
    const std::string text = outcome ? "" : outcome.error().message();
    if (!text.empty() && text != told_) say(text + "; still watching");
    told_ = text;
    return !text.empty();
  }

 private:
  std::string told_;
};

}  // namespace

Result<int> run_watch(const Options& options) {
  constexpr std::chrono::milliseconds kForEver{-1};
  constexpr std::chrono::milliseconds kTryAgain{1'000};  // where another process holds the file
  if (auto checked = check_paths(options); !checked) return std::unexpected(checked.error());
  block_interrupts();
  auto events = FileEvents::watch(options.paths,
                                  {options.file, options.file + ".wal", options.file + ".tmp"});
  if (!events) return std::unexpected(std::move(events.error()));
  const auto loaded = run_once(options, &load);
  if (!loaded && loaded.error().code == ErrorCode::kCancelled) return 0;
  if (!loaded) return std::unexpected(loaded.error());
  const std::optional<Database> held = hold_embedder();
  say("watching; Ctrl-C ends it");
  Trouble trouble;
  bool troubled = false;
  while (true) {
    const auto happened = events->wait(troubled ? kTryAgain : kForEver);
    if (happened == FileEvents::Happened::kInterrupt) return 0;
    const auto refreshed = run_once(options, &refresh);
    if (!refreshed && refreshed.error().code == ErrorCode::kCancelled) return 0;
    troubled = trouble.tell(refreshed);
  }
}

}  // namespace eider::cli
