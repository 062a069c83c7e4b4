#include "corpus/search/window.h"

#include <algorithm>
#include <string>
#include <vector>

#include "corpus/keyword_index/bm25.h"
#include "text/fold.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace eider::search {
namespace {

constexpr std::size_t kLongWindow = 3;  // sentences

using Counts = std::vector<std::uint32_t>;  // by asked word

std::uint32_t times_within(std::string_view text, std::string_view part) {
  std::uint32_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++times;
  }
  return times;
}

/// Han text has no spaces: a form stands wherever its characters do. Other forms are whole words.
Counts count_forms(std::span<const AskedWord> asked, std::string_view text) {
  const std::string folded = text::fold_text(text);
  const std::vector<text::Word> words = text::words(folded);
  Counts counts(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (const std::string& form : asked[i].forms) {
      if (text::is_han(text::decode(form, 0).value)) {
        counts[i] += times_within(folded, form);
      } else {
        counts[i] += static_cast<std::uint32_t>(std::count_if(
            words.begin(), words.end(), [&](const text::Word& word) { return word.text == form; }));
      }
    }
  }
  return counts;
}

/// The idf of the words that the title or any of these sentences holds.
double idf_held(std::span<const AskedWord> asked, const Counts& in_title,
                std::span<const Counts> sentences) {
  double sum = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const bool held =
        in_title[i] > 0 || std::any_of(sentences.begin(), sentences.end(),
                                       [i](const Counts& counts) { return counts[i] > 0; });
    if (held) sum += asked[i].idf;
  }
  return sum;
}

double best_window(std::span<const AskedWord> asked, const Counts& in_title,
                   std::span<const Counts> sentences, std::size_t size) {
  double best = 0;
  for (std::size_t first = 0; first < sentences.size(); ++first) {
    const std::size_t count = std::min(size, sentences.size() - first);
    best = std::max(best, idf_held(asked, in_title, sentences.subspan(first, count)));
  }
  return best;
}

/// Bytes of the longest part of the run that the text holds.
std::size_t longest_held(std::string_view run, std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t first = 0; first < run.size();) {
    std::size_t next = first + longest;  // a part that starts here is of use only beyond this
    while (next < run.size()) {
      const std::size_t end = next + text::decode(run, next).size;
      if (text.find(run.substr(first, end - first)) == std::string_view::npos) break;
      longest = end - first;
      next = end;
    }
    first += text::decode(run, first).size;
  }
  return longest;
}

}  // namespace

double run_share(std::span<const std::string> runs, std::string_view text) {
  if (runs.empty()) return 0;
  const std::string folded = text::fold_text(text);
  std::size_t held = 0;
  std::size_t all = 0;
  for (const std::string& run : runs) {
    held += longest_held(run, folded);
    all += run.size();
  }
  return all == 0 ? 0 : static_cast<double>(held) / static_cast<double>(all);
}

TextMatch match_text(std::span<const AskedWord> asked, const ChunkText& chunk, double length) {
  double total = 0;
  for (const AskedWord& word : asked) total += word.idf;
  if (total == 0) return {};
  const Counts in_title = count_forms(asked, chunk.title);
  std::vector<Counts> sentences;
  for (const Span sentence : text::sentences(chunk.text)) {
    sentences.push_back(count_forms(asked, slice(chunk.text, sentence)));
  }
  const double norm = keyword_index::kK1 * (1 - keyword_index::kB + keyword_index::kB * length);
  double cover = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    double times = in_title[i];
    for (const Counts& counts : sentences) times += counts[i];
    cover += asked[i].idf * times / (times + norm);
  }
  const double one = best_window(asked, in_title, sentences, 1);
  const double three = best_window(asked, in_title, sentences, kLongWindow);
  return {(one + three) / 2 / total, cover / total};
}

}  // namespace eider::search
