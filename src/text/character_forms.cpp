// Normalising as UAX #15 defines it: decompose every character, sort combining marks by class,
// compose. Sorting is stable_sort, not utf8proc's, which takes quadratic time on long runs.
// form_of answers from a table over the Basic Multilingual Plane, made on first use.

#include "text/character_forms.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "text/script_table.h"

namespace eider::text {
namespace {

using CodePoints = std::vector<utf8proc_int32_t>;

const utf8proc_property_t& properties(utf8proc_int32_t c) { return *utf8proc_get_property(c); }

bool is_removed(char32_t c, Form form) {
  return form == Form::kFold && (c == 0x200B || c == 0xFEFF);
}

char32_t fully_simplified(char32_t c) {
  for (char32_t next = simplified(c); next != c; next = simplified(c)) c = next;
  return c;
}

constexpr int kDecompose = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE;

void decompose(char32_t c, int options, CodePoints& out) {
  std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition has 18
  int unused = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                             static_cast<utf8proc_ssize_t>(parts.size()),
                                             static_cast<utf8proc_option_t>(options), &unused);
  out.insert(out.end(), parts.begin(), parts.begin() + std::max<utf8proc_ssize_t>(count, 0));
}

void sort_marks(CodePoints& text) {
  const auto is_mark = [](utf8proc_int32_t c) { return properties(c).combining_class != 0; };
  for (auto run = text.begin(); run != text.end();) {
    run = std::find_if(run, text.end(), is_mark);
    const auto stop = std::find_if_not(run, text.end(), is_mark);
    std::ranges::stable_sort(run, stop, {}, [](auto c) { return properties(c).combining_class; });
    run = stop;
  }
}

/// Case folding comes after sorting: U+0345, a mark, folds to a letter (UAX #15, D145).
CodePoints decompose_piece(std::u32string_view piece, Form form) {
  CodePoints parts;
  for (char32_t c : piece) {
    if (!is_removed(c, form)) decompose(c, kDecompose, parts);
  }
  sort_marks(parts);
  if (form == Form::kNfkc) return parts;
  CodePoints folded;
  for (utf8proc_int32_t c : parts) {
    decompose(static_cast<char32_t>(c), kDecompose | UTF8PROC_CASEFOLD, folded);
  }
  for (utf8proc_int32_t& c : folded) {
    c = static_cast<utf8proc_int32_t>(fully_simplified(static_cast<char32_t>(c)));
  }
  sort_marks(folded);
  return folded;
}

void compose(CodePoints& text) {
  const auto size =
      utf8proc_normalize_utf32(text.data(), static_cast<utf8proc_ssize_t>(text.size()),
                               static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  if (size >= 0) text.resize(static_cast<std::size_t>(size));
}

/// Whether `c`, decomposed, can be the second half of a composition.
bool may_compose_backward(utf8proc_int32_t c) {
  const bool hangul_vowel = c >= 0x1161 && c <= 0x1175;
  const bool hangul_final = c >= 0x11A8 && c <= 0x11C2;
  const auto composition = properties(c).comb_index;
  return hangul_vowel || hangul_final || (composition >= 0x8000 && composition != UINT16_MAX);
}

/// Whether what begins with this decomposed character neither changes nor is changed by what
/// stands before it.
bool stands_apart(utf8proc_int32_t first) {
  return properties(first).combining_class == 0 && !may_compose_backward(first);
}

/// Whether Unicode decomposes or case folds `c` at all (Hangul comes back together).
bool is_stable(char32_t c) {
  const auto& tables = properties(static_cast<utf8proc_int32_t>(c));
  return tables.decomp_seqindex == UINT16_MAX && tables.casefold_seqindex == UINT16_MAX;
}

CharacterForm compute_form(char32_t c, Form form) {
  if (is_stable(c) && !is_removed(c, form)) {
    const char32_t replacement = form == Form::kFold ? fully_simplified(c) : c;
    return {replacement, true, stands_apart(static_cast<utf8proc_int32_t>(c))};
  }
  CodePoints parts = decompose_piece({&c, 1}, form);
  if (parts.empty()) return {};
  CharacterForm result;
  result.begins = stands_apart(parts[0]) && stands_apart(decompose_piece({&c, 1}, Form::kNfkc)[0]);
  compose(parts);
  result.single = parts.size() == 1;
  result.replacement = static_cast<char32_t>(parts[0]);
  return result;
}

class FormTable {
 public:
  explicit FormTable(Form form) : entries_(0x10000) {
    for (char32_t c = 0; c < 0x10000; ++c) entries_[c] = pack(compute_form(c, form));
  }

  CharacterForm operator[](char32_t c) const {
    const std::uint32_t entry = entries_[c];
    return {entry & ~(kSingle | kBegins), (entry & kSingle) != 0, (entry & kBegins) != 0};
  }

 private:
  static constexpr std::uint32_t kSingle = 1u << 31;
  static constexpr std::uint32_t kBegins = 1u << 30;

  static std::uint32_t pack(const CharacterForm& form) {
    return form.replacement | (form.single ? kSingle : 0) | (form.begins ? kBegins : 0);
  }

  std::vector<std::uint32_t> entries_;
};

}  // namespace

CharacterForm form_of(char32_t c, Form form) {
  static const FormTable nfkc_table(Form::kNfkc);
  static const FormTable fold_table(Form::kFold);
  if (c >= 0x10000) return compute_form(c, form);
  return form == Form::kFold ? fold_table[c] : nfkc_table[c];
}

std::u32string normalise_piece(std::u32string_view piece, Form form) {
  CodePoints parts = decompose_piece(piece, form);
  compose(parts);
  return {parts.begin(), parts.end()};
}

}  // namespace eider::text
