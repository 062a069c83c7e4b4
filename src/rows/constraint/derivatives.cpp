// What may follow a byte in each construction, the transitions kept of it, and intersections.

#include <algorithm>

#include "rows/constraint/languages.h"
#include "rows/constraint/limits.h"

namespace eider::rows {

// Bytes that no byte set tells apart share a class.
void LanguagePool::renew_classes() {
  std::vector<std::uint32_t> class_of(256, 0);
  std::uint32_t count = 1;
  for (const ByteSet& set : sets_) {
    std::unordered_map<std::uint32_t, std::uint32_t> inside;
    std::vector<std::uint32_t> sizes(count, 0);
    for (std::size_t byte = 0; byte < 256; ++byte) ++sizes[class_of[byte]];
    std::vector<std::uint32_t> within(count, 0);
    for (std::size_t byte = 0; byte < 256; ++byte) within[class_of[byte]] += set[byte] ? 1 : 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t old = class_of[byte];
      if (!set[byte] || old >= sizes.size() || within[old] == sizes[old]) continue;
      const auto [place, is_new] = inside.try_emplace(old, count);
      if (is_new) ++count;
      class_of[byte] = place->second;
    }
  }
  class_of_.assign(class_of.begin(), class_of.end());
  class_count_ = count;
}

std::vector<unsigned char> LanguagePool::class_bytes() {
  if (class_of_.empty()) renew_classes();
  std::vector<unsigned char> bytes(class_count_);
  for (std::size_t byte = 256; byte > 0; --byte) {
    bytes[class_of_[byte - 1]] = static_cast<unsigned char>(byte - 1);
  }
  return bytes;
}

std::size_t LanguagePool::row_of(Language language) {
  if (row_of_.size() <= language) row_of_.resize(std::max<std::size_t>(nodes_.size(), 64), kNoRow);
  if (row_of_[language] == kNoRow) {
    row_of_[language] = static_cast<std::uint32_t>(rows_.size() / class_count_);
    rows_.resize(rows_.size() + class_count_, kUnknown);
  }
  return std::size_t{row_of_[language]} * class_count_;
}

Language LanguagePool::find_after(Language language, unsigned char byte) {
  if (class_of_.empty()) renew_classes();
  if (rows_.size() * sizeof(Language) > kMaxTransitionBytes) {
    rows_.clear();
    row_of_.clear();
  }
  return follow(language, byte);
}

Language LanguagePool::follow(Language language, unsigned char byte) {
  const std::size_t entry = row_of(language) + class_of_[byte];
  if (rows_[entry] == kUnknown) {
    const Language next = derive(Shape{nodes_[language].shape}, byte);
    rows_[entry] = next;
  }
  return rows_[entry];
}

Language LanguagePool::derive(const Shape& shape, unsigned char byte) {
  switch (shape.kind) {
    case Kind::kNone:
    case Kind::kEnd:
      return kNothing;
    case Kind::kBytes:
      return sets_[shape.first][byte] ? kEmpty : kNothing;
    case Kind::kThen: {
      const Language inside = then(follow(shape.first, byte), shape.second);
      if (!may_end(shape.first)) return inside;
      return either({inside, follow(shape.second, byte)});
    }
    case Kind::kEither: {
      std::vector<Language> next;
      for (const Language choice : ListPool::List{lists_.list(shape.first)}) {
        next.push_back(follow(choice, byte));
      }
      return either(next);
    }
    case Kind::kRepeat: {
      const Language once = follow(shape.first, byte);
      if (once == kNothing) return kNothing;
      const std::uint32_t most = shape.most == kNoMost ? kNoMost : shape.most - 1;
      return then(once, repeat(shape.first, shape.least > 0 ? shape.least - 1 : 0, most));
    }
    case Kind::kUnrepeated:
      return follow(expand_unrepeated(number_of(shape, false, 0)), byte);
    case Kind::kBoth: {
      const Language next = both_of(follow(shape.first, byte), follow(shape.second, byte));
      return shortest(next) == kNeverEnds ? kNothing : next;
    }
    case Kind::kStretch:
      return derive_stretch(shape.first, byte);
  }
  return kNothing;
}

Language LanguagePool::derive_stretch(std::uint32_t list, unsigned char byte) {
  ListPool::List next;
  for (const std::uint32_t place : lists_.list(list)) {
    if (static_cast<unsigned char>(source_[place]) == byte && byte != 0xFF) {
      next.push_back(place + 1);
    }
  }
  return stretch_at(std::move(next));
}

// One of the choices, then the others in the same way.
Language LanguagePool::expand_unrepeated(Language language) {
  const auto known = expanded_.find(language);
  if (known != expanded_.end()) return known->second;
  const Shape shape = nodes_[language].shape;
  const ListPool::List choices = lists_.list(shape.first);
  std::vector<Language> ways;
  if (shape.least == 0) ways.push_back(kEmpty);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    std::vector<Language> others = choices;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const std::uint32_t least = shape.least > 0 ? shape.least - 1 : 0;
    ways.push_back(then(choices[i], unrepeated(std::move(others), least, shape.most - 1)));
  }
  const Language expansion = either(ways);
  expanded_.emplace(language, expansion);
  return expansion;
}

ByteSet LanguagePool::first_bytes(Language language) {
  ByteSet set;
  for (const unsigned char byte : class_bytes()) {
    if (after(language, byte) == kNothing) continue;
    for (std::size_t same = 0; same < 256; ++same) {
      if (class_of_[same] == class_of_[byte]) set.set(same);
    }
  }
  return set;
}

std::string LanguagePool::shortest_text(Language language) {
  std::string text;
  if (language == kNothing) return text;
  std::vector<unsigned char> bytes = class_bytes();
  std::ranges::sort(bytes);
  while (shortest(language) > 0) {
    const std::uint32_t wanted = shortest(language) - 1;
    const auto nearer = [&](unsigned char byte) {
      const Language next = after(language, byte);
      return next != kNothing && shortest(next) == wanted;
    };
    const auto found = std::ranges::find_if(bytes, nearer);
    if (found == bytes.end()) return text;  // shortest() would be wrong
    text += static_cast<char>(*found);
    language = after(language, *found);
  }
  return text;
}

// A node without a known end: both() measures it.
Language LanguagePool::both_of(Language first, Language second) {
  if (first == kNothing || second == kNothing) return kNothing;
  const bool ends = may_end(first) && may_end(second);
  return number_of({Kind::kBoth, first, second}, ends, ends ? 0 : kNeverEnds);
}

Result<Language> LanguagePool::both(Language first, Language second) {
  const Language start = both_of(first, second);
  if (start == kNothing) return kNothing;
  std::vector<Language> reached{start};
  std::unordered_map<Language, std::uint32_t> place_of{{start, 0}};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> steps;  // to, from
  const std::uint64_t before = choices_made_;
  const std::vector<unsigned char> bytes = class_bytes();
  for (std::uint32_t at = 0; at < reached.size(); ++at) {
    const Shape shape = nodes_[reached[at]].shape;
    for (const unsigned char byte : bytes) {
      const Language next = both_of(after(shape.first, byte), after(shape.second, byte));
      if (next == kNothing) continue;
      const auto place = static_cast<std::uint32_t>(reached.size());
      const auto [found, is_new] = place_of.try_emplace(next, place);
      if (is_new) reached.push_back(next);
      steps.emplace_back(found->second, at);
    }
    const auto checked = check_work(reached.size(), kMaxPatternStates, before);
    if (!checked) return std::unexpected(checked.error());
  }
  measure_ends(reached, steps);
  return shortest(start) == kNeverEnds ? kNothing : start;
}

// Breadth first from the ends backwards: the fewest bytes from each node to an end.
void LanguagePool::measure_ends(const std::vector<Language>& reached,
                                const std::vector<std::pair<std::uint32_t, std::uint32_t>>& steps) {
  std::vector<std::vector<std::uint32_t>> before(reached.size());
  for (const auto& [to, from] : steps) before[to].push_back(from);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t at = 0; at < reached.size(); ++at) {
    if (may_end(reached[at])) queue.push_back(at);
  }
  std::vector<bool> seen(reached.size(), false);
  for (const std::uint32_t at : queue) seen[at] = true;
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::uint32_t at = queue[head];
    for (const std::uint32_t from : before[at]) {
      if (seen[from]) continue;
      seen[from] = true;
      nodes_[reached[from]].shortest = shortest(reached[at]) + 1;
      queue.push_back(from);
    }
  }
}

Result<void> LanguagePool::check_work(std::size_t states, std::size_t most,
                                      std::uint64_t before) const {
  if (states > most)
    return fail(ErrorCode::kLimit, "more than " + std::to_string(most) + " states");
  if (choices_made_ - before <= kMaxPatternChoices) return {};
  return fail(ErrorCode::kLimit, "too many ways to match");
}

Result<void> LanguagePool::check_states(Language language, std::size_t most) {
  std::vector<Language> reached{language};
  std::unordered_map<Language, bool> seen{{language, true}};
  const std::uint64_t before = choices_made_;
  const std::vector<unsigned char> bytes = class_bytes();
  for (std::size_t at = 0; at < reached.size(); ++at) {
    for (const unsigned char byte : bytes) {
      const Language next = after(reached[at], byte);
      if (next != kNothing && seen.try_emplace(next, true).second) reached.push_back(next);
    }
    const auto checked = check_work(reached.size(), most, before);
    if (!checked) return checked;
  }
  return {};
}

}  // namespace eider::rows
