#pragma once
// What a question asks by: its words without the frame of asking ("what", "how many", particles),
// weighted by the store's idf. Input: a question in either script or in English -> output: the
// words to score by and the words to read texts by.
// An English question to a store of Chinese text is asked across: each of its words then counts in
// any of the forms that the word list gives it in Chinese, too (text/translations.h).
// Invariant: a question that has words at all keeps some.

#include <string>
#include <string_view>
#include <vector>

#include "corpus/keyword_index/keyword_index.h"

namespace eider::search {

/// A word of the question with all that counts as it.
struct AskedWord {
  std::vector<std::string> forms;  // folded; the first is the question's own
  double idf = 0;                  // of the chunks that hold any
};

struct Asked {
  std::vector<keyword_index::QuestionWord> words;  // forms' words with them, at a share of the idf
  double upper_bound = 0;                          // of the question's own words
  std::vector<AskedWord> forms;
  std::vector<std::string> runs;  // of a question in Han characters: what it says without a break
  bool is_across = false;
};

Asked ask_by(std::string_view question, const keyword_index::KeywordIndex& keywords);

/// Every word as it stands.
Asked ask_word_for_word(std::string_view question, const keyword_index::KeywordIndex& keywords);

/// The folded question with a space for each word of the frame; whole where nothing else is in it.
std::string without_frame(std::string_view folded_question);

}  // namespace eider::search
