// Counts Han characters and Latin words. A Latin word in a run of less than four, beside Han, is
// a name or term within Chinese and not counted. A text is of one language when the other makes
// up less than a tenth (an English word weighs as much as 1.6 Han characters, about its length in
// translation), and of one script when less than a tenth of the telling characters disagree.

#include "text/language.h"

#include <cstddef>
#include <string_view>

#include "text/script_table.h"
#include "text/utf8.h"

namespace eider::text {
namespace {

constexpr std::size_t kEnglishRun = 4;  // Latin words in a row that make English
constexpr double kHanPerEnglishWord = 1.6;
constexpr double kMinorShare = 0.1;
constexpr std::size_t kTooLittle = 2;  // Han characters or words

struct Counts {
  std::size_t han = 0;
  std::size_t hant = 0;   // of them, in traditional text only
  std::size_t hans = 0;   // of them, in simplified text only
  std::size_t terms = 0;  // Latin words in short runs
  std::size_t words = 0;  // Latin words in long runs
  std::size_t other = 0;  // letters of other scripts
};

bool is_latin(char32_t c) { return c < 0x250 && is_letter(c); }

/// Whether the mark before byte `next` is one of an address, a path or code: what stands around
/// it is no English sentence.
bool breaks_run(char32_t mark, std::string_view text, std::size_t next) {
  if (mark == U'.' || mark == U':') return is_latin(decode(text, next).value);
  return std::u32string_view(U"/\\=_&@#%{}<>").find(mark) != std::u32string_view::npos;
}

/// Adds one run of Latin words, ended by another script, an address or the text's end.
void end_run(std::size_t& run, Counts& counts) {
  (run < kEnglishRun ? counts.terms : counts.words) += run;
  run = 0;
}

Counts count(std::string_view text) {
  Counts counts;
  std::size_t run = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.size;
    if (is_latin(c.value)) {
      if (!in_word) ++run;
      in_word = true;
      continue;
    }
    in_word = false;
    if (is_han(c.value)) {
      ++counts.han;
      const Telling script = script_of(c.value);
      counts.hant += script == Telling::kHant ? 1 : 0;
      counts.hans += script == Telling::kHans ? 1 : 0;
    } else if (is_letter(c.value)) {
      ++counts.other;
    } else if (!breaks_run(c.value, text, at)) {
      continue;
    }
    end_run(run, counts);
  }
  end_run(run, counts);
  return counts;
}

std::string han_script(const Counts& counts) {
  const double telling = static_cast<double>(counts.hant + counts.hans);
  if (counts.hant + counts.hans == 0) return "";
  if (static_cast<double>(counts.hant) < kMinorShare * telling) return "Hans";
  if (static_cast<double>(counts.hans) < kMinorShare * telling) return "Hant";
  return "mixed";
}

}  // namespace

Script detect_script(std::string_view text) {
  const Counts counts = count(text);
  const std::size_t latin = counts.terms + counts.words;
  if (counts.han + latin < kTooLittle) return {};
  if (counts.other > counts.han + latin) return {};
  if (counts.other * 4 > counts.han && counts.han > latin) return {};  // kana among the Han
  if (counts.han == 0) return {"en", "Latn"};
  const double han = static_cast<double>(counts.han);
  const double english = static_cast<double>(counts.words) * kHanPerEnglishWord;
  if (english < kMinorShare * (han + english)) return {"zh", han_script(counts)};
  if (han < kMinorShare * (han + english)) return {"en", "Latn"};
  return {"mixed", "mixed"};
}

}  // namespace eider::text
