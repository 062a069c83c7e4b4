#include "theme/keywords/term_list.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace eider::theme {

namespace {

constexpr std::size_t kMinCharacters = 2;
constexpr std::size_t kMaxHanCharacters = 12;
constexpr std::size_t kMaxLatinCharacters = 30;
constexpr std::size_t kMaxLatinHead = 4;

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// Is `text` the beginning, not the whole, of a character of three or four bytes?
bool is_cut_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.empty() ? 0 : text[0]);
  const std::size_t size = lead >= 0xe3 && lead <= 0xe9 ? 3 : lead == 0xf0 ? 4 : 0;
  if (text.size() >= size) return false;
  return std::ranges::all_of(text.substr(1),
                             [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; });
}

bool is_word_byte(char c) {
  const auto letter = static_cast<unsigned char>(c);
  return is_ascii_letter(letter) || is_ascii_digit(letter);
}

/// Does the folded `term` hold `other`, a Latin one as a whole word? The end of an open term is no
/// end of a word yet.
bool holds(std::string_view term, std::string_view other, bool is_open) {
  if (other.empty()) return false;
  for (std::size_t at = term.find(other); at != std::string_view::npos;
       at = term.find(other, at + 1)) {
    const std::size_t stop = at + other.size();
    const bool joined_before = at > 0 && is_word_byte(other.front()) && is_word_byte(term[at - 1]);
    const bool may_go_on = stop < term.size() ? is_word_byte(term[stop]) : is_open;
    if (!joined_before && !(is_word_byte(other.back()) && may_go_on)) return true;
  }
  return false;
}

/// Reads a reply from the left as far as it keeps the form.
class Reply {
 public:
  Reply(std::string_view text, const TermListForm& form) : text_(text), form_(form) {
    taken_ = form.taken;
    is_good_ = read();
  }

  bool is_good() const { return is_good_; }          // the text begins a list
  bool is_finished() const { return is_finished_; }  // and the list is closed
  const std::vector<std::string>& terms() const { return terms_; }

 private:
  bool read() {
    if (!expect('[')) return at_end_;
    while (true) {
      if (!expect('"')) return at_end_;
      if (!read_term()) return at_end_;
      if (at_ == text_.size()) return true;
      if (text_[at_] == ']') {
        is_finished_ = at_ + 1 == text_.size();
        return is_finished_;
      }
      if (terms_.size() >= form_.max_terms || !expect(',')) return false;
      if (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
  }

  /// Takes `c`; where the text ends instead, it has kept the form so far.
  bool expect(char c) {
    at_end_ = at_ == text_.size();
    if (at_end_ || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// Takes a term and its closing quote.
  bool read_term() {
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      const text::CodePoint c = text::decode(text_, at_);
      if (form_.script == TermScript::kHan && is_cut_character(text_.substr(at_))) break;
      if (!fits(c.value, start)) return false;
      at_ += c.size;
    }
    const std::string_view term = text_.substr(start, at_ - start);
    const bool is_open = at_ == text_.size() || text_[at_] != '"';
    if (!is_new(term, is_open) || text::count_characters(term) > max_characters()) return false;
    if (is_open) {
      at_end_ = true;
      return false;
    }
    if (!is_whole(term)) return false;
    terms_.emplace_back(term);
    taken_.push_back(text::fold_text(term));
    ++at_;
    return true;
  }

  std::size_t max_characters() const {
    return form_.script == TermScript::kHan ? kMaxHanCharacters : kMaxLatinCharacters;
  }

  /// May `c` stand at the present place of a term that began at `start`?
  bool fits(char32_t c, std::size_t start) const {
    if (form_.script == TermScript::kHan) {
      if (text::is_han(c)) return true;
      const std::string_view head = text_.substr(start, at_ - start);
      return (is_ascii_letter(c) || is_ascii_digit(c)) && head.size() < kMaxLatinHead &&
             std::ranges::all_of(head, [](char h) { return static_cast<unsigned char>(h) < 0x80; });
    }
    if (at_ == start) return is_ascii_letter(c);
    if (c == ' ' || c == '-') return text_[at_ - 1] != ' ' && text_[at_ - 1] != '-';
    return is_ascii_letter(c) || is_ascii_digit(c);
  }

  bool is_new(std::string_view term, bool is_open) const {
    const std::string folded = text::fold_text(term);
    return std::ranges::none_of(
        taken_, [&](const std::string& other) { return holds(folded, other, is_open); });
  }

  bool is_whole(std::string_view term) const {
    if (text::count_characters(term) < kMinCharacters) return false;
    if (form_.script == TermScript::kLatin) return term.back() != ' ' && term.back() != '-';
    for (std::size_t at = 0; at < term.size();) {
      const text::CodePoint c = text::decode(term, at);
      if (text::is_han(c.value)) return true;
      at += c.size;
    }
    return false;
  }

  std::string_view text_;
  const TermListForm& form_;
  std::vector<std::string> taken_;
  std::vector<std::string> terms_;
  std::size_t at_ = 0;
  bool at_end_ = false;
  bool is_good_ = false;
  bool is_finished_ = false;
};

}  // namespace

bool TermList::allows(std::string_view text) const { return Reply(text, form_).is_good(); }

bool TermList::may_end(std::string_view text) const {
  const Reply reply(text, form_);
  return reply.is_good() && reply.is_finished();
}

std::vector<std::string> TermList::terms(std::string_view reply) const {
  return Reply(reply, form_).terms();
}

}  // namespace eider::theme
