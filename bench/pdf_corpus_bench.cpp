// Every PDF below the folder EIDER_PDFS, each read in a child process with limits: how many crash,
// take longer than three seconds of processor time, give text; the slowest; pages a second of the
// readable ones. With pdftotext on the path it says beside it from how many files that gives text.
// usage: EIDER_PDFS=FOLDER pdf_corpus_bench            pdf_corpus_bench FILE: prints its blocks

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "corpus/parse/parse.h"

namespace {

namespace fs = std::filesystem;

constexpr double kSlowSeconds = 3;
constexpr rlim_t kCpuSeconds = 20;
constexpr rlim_t kMemory = rlim_t{4} << 30;

struct Outcome {
  long long characters = -1;  // -1: refused
  long long pages = 0;
  int needs_ocr = 0;
  int crashed = 0;
  double seconds = 0;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Processor time of this process: what other programs do does not count.
double seconds_used() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// In the child: reads, and sends the outcome through the pipe.
void read_apart(const fs::path& path, int out) {
#ifndef __SANITIZE_ADDRESS__
  rlimit memory{kMemory, kMemory};
  setrlimit(RLIMIT_AS, &memory);
#endif
  rlimit cpu{kCpuSeconds, kCpuSeconds};
  setrlimit(RLIMIT_CPU, &cpu);
  std::string bytes = read_file(path);
  Outcome outcome;
  double start = seconds_used();
  auto parsed = eider::parse::parse_document({path.string(), bytes});
  outcome.seconds = seconds_used() - start;
  if (parsed) {
    outcome.characters = static_cast<long long>(parsed->document.text.size());
    outcome.needs_ocr = parsed->document.status == "needs_ocr" ? 1 : 0;
    for (const auto& block : parsed->blocks) {
      outcome.pages = std::max<long long>(outcome.pages, block.box.page);
    }
  }
  if (write(out, &outcome, sizeof(outcome)) != sizeof(outcome)) _exit(1);
  _exit(0);
}

Outcome run_apart(const fs::path& path) {
  int ends[2];
  Outcome outcome;
  if (pipe(ends) != 0) return outcome;
  pid_t child = fork();
  if (child == 0) read_apart(path, ends[1]);
  close(ends[1]);
  bool sent = read(ends[0], &outcome, sizeof(outcome)) == sizeof(outcome);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!sent) outcome.seconds = kCpuSeconds;
  if (!sent || !WIFEXITED(status) || WEXITSTATUS(status) != 0) outcome.crashed = 1;
  return outcome;
}

bool pdftotext_gives_text(const fs::path& path) {
  std::string quoted;
  for (char c : path.string()) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  std::string command =
      "timeout 20 pdftotext -q '" + quoted + "' - 2>/dev/null | tr -d ' \\n\\f\\r\\t' | head -c 1";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return false;
  bool any = std::fgetc(pipe) != EOF;
  pclose(pipe);
  return any;
}

int print_blocks(const fs::path& path) {
  std::string bytes = read_file(path);
  double start = seconds_used();
  auto parsed = eider::parse::parse_document({path.string(), bytes});
  if (!parsed) {
    std::printf("%s\n", parsed.error().message().c_str());
    return 1;
  }
  std::printf("status %s  title '%s'  published %s (%s)  error '%s'  %.3f s\n",
              parsed->document.status.c_str(), parsed->document.title.c_str(),
              parsed->document.published_at.c_str(), parsed->document.published_from.c_str(),
              parsed->document.error.c_str(), seconds_used() - start);
  for (const auto& block : parsed->blocks) {
    std::printf("[p%lld %.0f,%.0f-%.0f,%.0f %s %d] %s\n", static_cast<long long>(block.box.page),
                block.box.left, block.box.top, block.box.right, block.box.bottom,
                eider::name_of(block.kind), block.depth,
                std::string(eider::slice(parsed->document.text, block.span)).c_str());
  }
  return 0;
}

std::vector<fs::path> find_pdfs(const char* folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".pdf")
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

int read_folder(const char* folder) {
  bool compare = std::system("command -v pdftotext >/dev/null") == 0;
  Outcome total;
  Outcome slowest;
  fs::path slowest_path;
  std::size_t texts = 0, theirs = 0, refused = 0, slow = 0, ocr = 0;
  std::vector<fs::path> paths = find_pdfs(folder);
  (void)eider::parse::parse_document({"none.pdf", ""});  // opens PDFium once, for all children
  for (const fs::path& path : paths) {
    Outcome outcome = run_apart(path);
    bool text = outcome.characters > 0;
    bool their_text = compare && pdftotext_gives_text(path);
    if (outcome.crashed != 0) std::printf("crash: %s\n", path.c_str());
    if (outcome.seconds > kSlowSeconds) std::printf("%.1f s: %s\n", outcome.seconds, path.c_str());
    if (their_text && !text) std::printf("text from pdftotext only: %s\n", path.c_str());
    total.crashed += outcome.crashed;
    total.pages += outcome.pages;
    total.seconds += outcome.seconds;
    texts += text ? 1 : 0;
    theirs += their_text ? 1 : 0;
    refused += outcome.characters < 0 ? 1 : 0;
    ocr += outcome.needs_ocr != 0 ? 1 : 0;
    slow += outcome.seconds > kSlowSeconds ? 1 : 0;
    if (outcome.seconds > slowest.seconds) {
      slowest = outcome;
      slowest_path = path;
    }
  }
  std::printf("files %zu  crashes %d  above %.0f s %zu  refused %zu  needs_ocr %zu\n", paths.size(),
              total.crashed, kSlowSeconds, slow, refused, ocr);
  std::printf("with text %zu  (pdftotext %zu)\n", texts, theirs);
  std::printf("slowest %.2f s %s\n", slowest.seconds, slowest_path.c_str());
  std::printf("pages with text %lld in %.1f s of processor time: %.0f a second\n", total.pages,
              total.seconds, static_cast<double>(total.pages) / total.seconds);
  return total.crashed == 0 && slow == 0 && texts >= theirs ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) return print_blocks(argv[1]);
  const char* folder = std::getenv("EIDER_PDFS");
  if (folder == nullptr) {
    std::printf("EIDER_PDFS names no folder; or give one file\n");
    return 2;
  }
  return read_folder(folder);
}
