#include "corpus/search/window.h"

#include <algorithm>
#include <string>
#include <vector>

#include "text/fold.h"
#include "text/sentences.h"
#include "text/words.h"

namespace eider::search {
namespace {

using keyword_index::QuestionWord;

/// Which of the question's words the text holds, by their place in the question.
std::vector<bool> held_words(std::span<const QuestionWord> question, std::string_view text) {
  std::vector<bool> held(question.size());
  const std::string folded = text::fold_text(text);
  for (const text::Word& word : text::words(folded)) {
    for (std::size_t i = 0; i < question.size(); ++i) {
      if (question[i].text == word.text) held[i] = true;
    }
  }
  return held;
}

}  // namespace

double window_share(std::span<const QuestionWord> question, std::string_view title,
                    std::string_view text) {
  double total = 0;
  for (const QuestionWord& word : question) total += word.idf;
  if (total == 0) return 0;

  const std::vector<bool> in_title = held_words(question, title);
  std::vector<bool> before = in_title;
  double best = 0;
  for (const Span sentence : text::sentences(text)) {
    std::vector<bool> here = held_words(question, slice(text, sentence));
    double sum = 0;
    for (std::size_t i = 0; i < question.size(); ++i) {
      if (here[i] || before[i] || in_title[i]) sum += question[i].idf;
    }
    best = std::max(best, sum);
    before = std::move(here);
  }
  return best / total;
}

}  // namespace eider::search
