#pragma once
// English words -> the Chinese terms they may stand for, by a word list that is part of the
// program (ECDICT; tools/parts/ecdict.py cuts it down). Input: a folded word -> output: views into
// the list. No choice is made between a word's meanings: that is for whoever looks the terms up.

#include <string_view>
#include <vector>

namespace eider::text {

/// In the list's order, commonest first, each once; of an inflected form ("batteries", "took")
/// those of the word it comes from, too. Empty for a word that is not in the list.
std::vector<std::string_view> chinese_terms(std::string_view english_word);

}  // namespace eider::text
