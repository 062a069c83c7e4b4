// Tables of PDFs against the ICDAR 2013 table competition's ground truth: the files NAME.pdf and
// NAME-str.xml below the folder EIDER_ICDAR. Measure: relations between neighbouring filled cells
// (Goebel, Hassan, Oro, Orsi: A methodology for evaluating algorithms for table understanding in
// PDF documents, DocEng 2012): the nearest one to the right and below, texts without white space,
// punctuation and case. Detection is part of it: a missed table costs recall, an invented one
// precision. Prints precision, recall and F1 over all relations, and the mean of the files.
// With EIDER_TABULA=FOLDER, where tabula-java left NAME.json (java -jar tabula.jar -g -p all -f
// JSON -b FOLDER), its figures come second; it names no pages, so that both are then compared
// without. usage: EIDER_ICDAR=FOLDER table_pdf_bench [-v]     -v: a line a file

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "corpus/parse/parse.h"

namespace {

namespace fs = std::filesystem;
using Relation = std::tuple<int, std::string, std::string, bool>;  // page, texts, to the right
using Relations = std::multiset<Relation>;

// One cell may stand in several places; `id` says which are the same.
struct Place {
  int id = 0;
  std::string text;
};
using Grid = std::map<std::pair<int, int>, Place>;  // row, column

std::string normal(const std::string& text) {
  std::string letters;
  std::string all;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    bool mark = c == 0xE2 && i + 1 < text.size() && text[i + 1] == '\x80';  // dashes, quotes
    bool space =
        c == 0xC2 && i + 1 < text.size() && (text[i + 1] == '\xA0' || text[i + 1] == '\xAD');
    if (mark || space) {
      i += mark ? 2 : 1;
      if (mark) all += '-';
    } else if (c >= 0x80 || std::isalnum(c) != 0) {
      letters += static_cast<char>(std::toupper(c));
    } else if (std::isspace(c) == 0) {
      all += text[i];
    }
  }
  return letters.empty() ? all : letters;
}

Relations relations_of(const Grid& grid, int page) {
  std::set<std::tuple<int, int, bool>> seen;
  Relations out;
  int rows = 0;
  int columns = 0;
  for (const auto& [at, place] : grid) {
    rows = std::max(rows, at.first + 1);
    columns = std::max(columns, at.second + 1);
  }
  for (const auto& [at, place] : grid) {
    for (bool right : {true, false}) {
      int row = at.first + (right ? 0 : 1);
      int column = at.second + (right ? 1 : 0);
      for (; row < rows && column < columns; right ? ++column : ++row) {
        auto next = grid.find({row, column});
        if (next == grid.end()) continue;
        if (next->second.id != place.id && seen.insert({place.id, next->second.id, right}).second) {
          out.insert({page, place.text, next->second.text, right});
        }
        break;
      }
    }
  }
  return out;
}

Relations expected_of(const fs::path& path) {
  pugi::xml_document document;
  document.load_file(path.c_str());
  Relations out;
  for (const auto& region : document.select_nodes("//region")) {
    Grid grid;
    int id = 0;
    for (pugi::xml_node cell : region.node().children("cell")) {
      std::string text = normal(cell.child("content").text().as_string());
      ++id;
      if (text.empty()) continue;
      int row = cell.attribute("start-row").as_int();
      int column = cell.attribute("start-col").as_int();
      int last_row = cell.attribute("end-row").as_int(row);
      int last_column = cell.attribute("end-col").as_int(column);
      for (int r = row; r <= last_row; ++r) {
        for (int c = column; c <= last_column; ++c) grid[{r, c}] = {id, text};
      }
    }
    out.merge(relations_of(grid, region.node().attribute("page").as_int()));
  }
  return out;
}

// Spans are filled: equal words side by side in a header, or in a whole row, are one cell; so are
// equal words one under the other in a header or in the first column.
void join_spans(Grid& grid, const std::set<std::pair<int, int>>& headers) {
  std::map<int, std::set<std::string>> texts;
  for (const auto& [at, place] : grid) texts[at.first].insert(place.text);
  for (auto& [at, place] : grid) {
    bool words = std::any_of(place.text.begin(), place.text.end(), [](char c) {
      return std::isalpha(static_cast<unsigned char>(c)) != 0;
    });
    bool header = headers.contains(at);
    auto left = grid.find({at.first, at.second - 1});
    auto above = grid.find({at.first - 1, at.second});
    if (!words) continue;
    if (left != grid.end() && left->second.text == place.text &&
        (header || texts[at.first].size() == 1)) {
      place.id = left->second.id;
    } else if (above != grid.end() && above->second.text == place.text &&
               (header || at.second == 0)) {
      place.id = above->second.id;
    }
  }
}

Relations found_in(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  auto parsed = eider::parse::parse_document({path.string(), bytes});
  Relations out;
  if (!parsed) return out;
  for (const auto& block : parsed->blocks) {
    if (block.kind != eider::BlockKind::kTable) continue;
    Grid grid;
    std::set<std::pair<int, int>> headers;
    int id = 0;
    for (const auto& cell : parsed->cells) {
      if (!block.span.contains(cell.span)) continue;
      std::string text = normal(cell.text);
      auto row = static_cast<int>(cell.row);
      auto column = static_cast<int>(cell.column);
      if (!text.empty()) grid[{row, column}] = {++id, text};
      if (cell.header) headers.insert({row, column});
    }
    join_spans(grid, headers);
    out.merge(relations_of(grid, static_cast<int>(block.box.page)));
  }
  return out;
}

struct Score {
  std::size_t right = 0;
  std::size_t found = 0;
  std::size_t expected = 0;
  double precision() const { return found == 0 ? 0 : double(right) / double(found); }
  double recall() const { return expected == 0 ? 0 : double(right) / double(expected); }
  double f1() const {
    return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
  }
};

// What tabula-java wrote: a list of tables, each with rows of cells.
Relations found_in_json(const fs::path& path) {
  std::ifstream in(path);
  Relations out;
  nlohmann::json tables = nlohmann::json::parse(in, nullptr, false);
  if (!tables.is_array()) return out;
  for (const auto& table : tables) {
    Grid grid;
    int id = 0;
    int row = 0;
    for (const auto& cells : table["data"]) {
      int column = 0;
      for (const auto& cell : cells) {
        std::string text = normal(cell["text"].get<std::string>());
        if (!text.empty()) grid[{row, column}] = {++id, text};
        ++column;
      }
      ++row;
    }
    out.merge(relations_of(grid, 0));
  }
  return out;
}

Relations without_pages(const Relations& relations) {
  Relations out;
  for (const auto& [page, a, b, right] : relations) out.insert({0, a, b, right});
  return out;
}

Score compare(const Relations& expected, const Relations& found) {
  Score score{0, found.size(), expected.size()};
  std::vector<Relation> shared;
  std::set_intersection(expected.begin(), expected.end(), found.begin(), found.end(),
                        std::back_inserter(shared));
  score.right = shared.size();
  return score;
}

struct Total {
  Score all;
  double precision = 0, recall = 0, f1 = 0;
  std::size_t files = 0;

  void add(const Score& score) {
    all.right += score.right;
    all.found += score.found;
    all.expected += score.expected;
    precision += score.precision();
    recall += score.recall();
    f1 += score.f1();
    ++files;
  }
  void print(const char* name) const {
    auto n = static_cast<double>(std::max<std::size_t>(files, 1));
    std::printf("%s: files %zu  relations expected %zu found %zu right %zu\n", name, files,
                all.expected, all.found, all.right);
    std::printf("  over all relations  P %.3f  R %.3f  F1 %.3f\n", all.precision(), all.recall(),
                all.f1());
    std::printf("  mean of the files   P %.3f  R %.3f  F1 %.3f\n", precision / n, recall / n,
                f1 / n);
  }
};

}  // namespace

int main(int argc, char** argv) {
  const char* folder = std::getenv("EIDER_ICDAR");
  const char* tabula = std::getenv("EIDER_TABULA");
  bool verbose = argc > 1 && std::string(argv[1]) == "-v";
  if (folder == nullptr) {
    std::printf("EIDER_ICDAR names no folder\n");
    return 2;
  }
  std::set<fs::path> truths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().string().ends_with("-str.xml")) truths.insert(entry.path());
  }
  Total ours;
  Total theirs;
  for (const fs::path& truth : truths) {
    std::string stem = truth.string().substr(0, truth.string().size() - 8);
    if (!fs::exists(stem + ".pdf")) continue;
    std::string name = fs::path(stem).filename().string();
    Relations expected = expected_of(truth);
    Relations found = found_in(stem + ".pdf");
    if (tabula != nullptr) {
      expected = without_pages(expected);
      found = without_pages(found);
      theirs.add(compare(expected, found_in_json(fs::path(tabula) / (name + ".json"))));
    }
    Score score = compare(expected, found);
    ours.add(score);
    if (verbose) {
      std::printf("%-14s P %.3f  R %.3f  F1 %.3f  of %zu\n", name.c_str(), score.precision(),
                  score.recall(), score.f1(), score.expected);
    }
  }
  ours.print("eider");
  if (tabula != nullptr) theirs.print("tabula-java");
}
