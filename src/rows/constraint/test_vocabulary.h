#pragma once
// A vocabulary for tests and measurements: all bytes, a few control tokens, words, JSON pieces,
// and fragments of characters; tokens_of takes the longest token at each place.

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "models/row_engine.h"

namespace eider::rows {

class TestVocabulary final : public models::Vocabulary {
 public:
  explicit TestVocabulary(std::vector<std::string> pieces) {
    for (int byte = 0; byte < 256; ++byte) add(std::string(1, static_cast<char>(byte)));
    add("");
    for (std::string& piece : pieces) add(std::move(piece));
    add("");
  }

  std::size_t size() const override { return pieces_.size(); }
  std::string_view bytes(models::TokenNumber number) const override {
    return pieces_[static_cast<std::size_t>(number)];
  }
  std::vector<models::TokenNumber> tokens_of(std::string_view text) const override {
    std::vector<models::TokenNumber> numbers;
    while (!text.empty()) {
      std::size_t size = std::min(text.size(), longest_);
      while (!numbers_.contains(std::string(text.substr(0, size)))) --size;
      numbers.push_back(numbers_.at(std::string(text.substr(0, size))));
      text.remove_prefix(size);
    }
    return numbers;
  }

 private:
  void add(std::string piece) {
    if (!piece.empty()) numbers_.try_emplace(piece, static_cast<models::TokenNumber>(size()));
    longest_ = std::max(longest_, piece.size());
    pieces_.push_back(std::move(piece));
  }

  std::vector<std::string> pieces_;
  std::map<std::string, models::TokenNumber> numbers_;
  std::size_t longest_ = 1;
};

/// Pieces of both scripts and English, JSON marks beside words, cut characters and emoji.
inline std::vector<std::string> test_pieces() {
  std::vector<std::string> pieces{
      "{\"",      "\":",      "\":\"",    "\",\"",    "\"}",      "},{",      "[\"",
      "]}",       "true",     "false",    "null",     "nul",      "tru",      "12",
      "2026",     "-0",       "0.",       "1.5",      "-02-",     "29\"",     "\\n",
      "\\\"",     "\\u00",    "\\",       "com",      "pany",     "name",     " the",
      "the ",     "  ",       "新",       "新闻",     "聞",       "公司",     "亿",
      "😀",       "\"新",     "闻\"",     "a\"",      "\n",       "\xE6\x96", "\xB0\xE9",
      "\x97\xBB", "\xF0\x9F", "\x98\x80", "\xC0\x80", "\xED\xA0", "\xE0\x80", "\xF4\x90",
      "\xF5",     "amount",   "00",       "99",       "-",        "e5",       "\",",
  };
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    std::string piece;
    for (auto length = 2 + random() % 5; length > 0; --length) {
      piece += i % 3 == 0   ? static_cast<char>(random() % 256)
               : i % 3 == 1 ? static_cast<char>(' ' + random() % 95)
                            : static_cast<char>('0' + random() % 10);
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace eider::rows
