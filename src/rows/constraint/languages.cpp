// The constructions: each puts what it is given into one normal form, so that equal ones meet.

#include "rows/constraint/languages.h"

#include <algorithm>
#include <span>

#include "base/hash64.h"

namespace eider::rows {
namespace {

constexpr std::uint64_t kLongest = kNeverEnds - 1;

std::uint32_t capped(std::uint64_t length) {
  return static_cast<std::uint32_t>(std::min(length, kLongest));
}

std::string_view bytes_of(std::span<const std::uint32_t> numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

}  // namespace

ByteSet byte_range(unsigned char first, unsigned char last) {
  ByteSet set;
  for (unsigned byte = first; byte <= last; ++byte) set.set(byte);
  return set;
}

std::size_t ListPool::Hash::operator()(const List& list) const { return hash64(bytes_of(list)); }

std::uint32_t ListPool::number_of(List list) {
  const auto next = static_cast<std::uint32_t>(lists_.size());
  const auto [place, is_new] = numbers_.try_emplace(std::move(list), next);
  if (is_new) lists_.push_back(&place->first);
  return place->second;
}

std::size_t LanguagePool::ShapeHash::operator()(const Shape& shape) const {
  const std::uint32_t numbers[] = {static_cast<std::uint32_t>(shape.kind), shape.first,
                                   shape.second, shape.least, shape.most};
  return hash64(bytes_of(numbers));
}

LanguagePool::LanguagePool() {
  nodes_.push_back({{Kind::kNone}, false, kNeverEnds});
  nodes_.push_back({{Kind::kEnd}, true, 0});
}

Language LanguagePool::number_of(const Shape& shape, bool may_end, std::uint32_t shortest) {
  const auto next = static_cast<Language>(nodes_.size());
  const auto [place, is_new] = numbers_.try_emplace(shape, next);
  if (is_new) nodes_.push_back({shape, may_end, shortest});
  return place->second;
}

Language LanguagePool::bytes(const ByteSet& set) {
  if (set.none()) return kNothing;
  const auto next = static_cast<std::uint32_t>(sets_.size());
  const auto [place, is_new] = set_numbers_.try_emplace(set, next);
  if (is_new) {
    sets_.push_back(set);
    class_of_.clear();
    row_of_.clear();
    rows_.clear();
  }
  return number_of({Kind::kBytes, place->second}, false, 1);
}

Language LanguagePool::literal(std::string_view text) {
  Language language = kEmpty;
  for (std::size_t at = text.size(); at > 0; --at) {
    const auto byte = static_cast<unsigned char>(text[at - 1]);
    language = then(bytes(byte_range(byte, byte)), language);
  }
  return language;
}

Language LanguagePool::then(Language first, Language second) {
  if (first == kNothing || second == kNothing) return kNothing;
  if (first == kEmpty) return second;
  if (second == kEmpty) return first;
  std::vector<Language> heads;
  while (nodes_[first].shape.kind == Kind::kThen) {
    heads.push_back(nodes_[first].shape.first);
    first = nodes_[first].shape.second;
  }
  heads.push_back(first);
  while (!heads.empty()) {
    const Language head = heads.back();
    heads.pop_back();
    const std::uint32_t length = capped(std::uint64_t{shortest(head)} + shortest(second));
    second = number_of({Kind::kThen, head, second}, may_end(head) && may_end(second), length);
  }
  return second;
}

Language LanguagePool::either(const std::vector<Language>& choices) {
  std::vector<Language> flat;
  for (const Language choice : choices) {
    const Shape& shape = nodes_[choice].shape;
    if (shape.kind == Kind::kEither) {
      const auto& inner = lists_.list(shape.first);
      flat.insert(flat.end(), inner.begin(), inner.end());
    } else if (choice != kNothing) {
      flat.push_back(choice);
    }
  }
  choices_made_ += flat.size();
  std::ranges::sort(flat);
  const auto repeats = std::ranges::unique(flat);
  flat.erase(repeats.begin(), repeats.end());
  if (flat.empty()) return kNothing;
  if (flat.size() == 1) return flat[0];
  bool ends = false;
  std::uint32_t length = kNeverEnds;
  for (const Language choice : flat) {
    ends = ends || may_end(choice);
    length = std::min(length, shortest(choice));
  }
  return number_of({Kind::kEither, lists_.number_of(std::move(flat))}, ends, length);
}

Language LanguagePool::repeat(Language language, std::uint32_t least, std::uint32_t most) {
  if (least > most) return kNothing;
  if (language == kNothing) return least == 0 ? kEmpty : kNothing;
  if (most == 0 || language == kEmpty) return kEmpty;
  if (least == 1 && most == 1) return language;
  if (may_end(language)) least = 0;
  const std::uint32_t length = capped(std::uint64_t{least} * shortest(language));
  return number_of({Kind::kRepeat, language, 0, least, most}, least == 0, length);
}

Language LanguagePool::unrepeated(std::vector<Language> choices, std::uint32_t least,
                                  std::uint32_t most) {
  std::erase(choices, kNothing);
  most = std::min(most, static_cast<std::uint32_t>(choices.size()));
  if (least > most) return kNothing;
  if (most == 0) return kEmpty;
  std::vector<std::uint32_t> lengths;
  for (const Language choice : choices) lengths.push_back(shortest(choice));
  std::ranges::sort(lengths);
  std::uint64_t length = 0;
  for (std::uint32_t i = 0; i < least; ++i) length += lengths[i];
  const std::uint32_t list = lists_.number_of(std::move(choices));
  return number_of({Kind::kUnrepeated, list, 0, least, most}, least == 0, capped(length));
}

Language LanguagePool::stretch_of(const std::vector<std::string>& pieces, bool may_be_empty) {
  ListPool::List starts;
  std::uint32_t length = kNeverEnds;
  for (const std::string& piece : pieces) {
    starts.push_back(static_cast<std::uint32_t>(source_.size()));
    length = std::min(length, capped(piece.size()));
    to_end_.push_back(0);
    for (std::size_t i = 1; i < piece.size(); ++i) to_end_.push_back(capped(piece.size() - i));
    for (const char byte : piece) bytes(ByteSet{}.set(static_cast<unsigned char>(byte)));
    source_ += piece;
  }
  source_ += '\xFF';  // no piece has it: nothing goes on past the last one into another text
  to_end_.push_back(0);
  if (may_be_empty) return starts.empty() ? kEmpty : stretch_at(std::move(starts));
  const Shape shape{Kind::kStretch, lists_.number_of(std::move(starts)), 0, 1};
  return length == kNeverEnds ? kNothing : number_of(shape, false, length);
}

Language LanguagePool::stretch_at(ListPool::List places) {
  if (places.empty()) return kNothing;
  std::uint32_t length = kNeverEnds;
  for (const std::uint32_t place : places) length = std::min(length, to_end_[place]);
  return number_of({Kind::kStretch, lists_.number_of(std::move(places))}, length == 0, length);
}

LanguagePool::Head LanguagePool::head_of(Language language) const {
  const Shape& whole = nodes_[language].shape;
  const bool is_then = whole.kind == Kind::kThen;
  const Shape& head = is_then ? nodes_[whole.first].shape : whole;
  if (head.kind != Kind::kRepeat) return {};
  return {head.first, head.least, head.most, is_then ? whole.second : kEmpty};
}

}  // namespace eider::rows
