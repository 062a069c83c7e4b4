#include "theme/keywords/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "text/utf8.h"
#include "theme/keywords/units.h"

namespace eider::theme {

namespace {

constexpr std::size_t kMaxHanParts = 6;
constexpr std::size_t kMaxLatinParts = 3;
constexpr std::size_t kMinArticles = 8;
constexpr std::int64_t kMinArticlesOfTerm = 2;
constexpr double kPartOfLonger = 0.8;

/// Where a run of units was first seen, and how often it was.
struct Count {
  std::int64_t occurrences = 0;
  std::int64_t articles = 0;
  std::size_t last_article = 0;
  std::size_t first_unit = 0;
  std::size_t first_article = 0;
};

// Keys are views into the articles' folded text, which outlives the tables.
using Counts = std::unordered_map<std::string_view, Count>;
using Neighbours = std::unordered_map<std::string_view, std::int64_t>;

struct Ends {
  Neighbours left;
  Neighbours right;
  std::int64_t open_left = 0;  // at the end of a run: each a neighbour of its own
  std::int64_t open_right = 0;
};

std::size_t max_parts(const Unit& unit) { return unit.is_han ? kMaxHanParts : kMaxLatinParts; }

std::vector<std::string_view> countable(const std::vector<std::string_view>& articles) {
  std::vector<std::string_view> texts;
  for (const std::string_view article : articles) {
    if (articles.size() >= kMinArticles) {
      texts.push_back(article);
      continue;
    }
    for (std::size_t at = 0; at < article.size();) {
      const std::size_t stop = std::min(article.find('\n', at), article.size());
      if (stop > at) texts.push_back(article.substr(at, stop - at));
      at = stop + 1;
    }
  }
  return texts;
}

/// Every k-th text, so that what is left has at most kMaxCountedBytes or is one text.
std::vector<std::string_view> sampled(const std::vector<std::string_view>& texts) {
  std::size_t bytes = 0;
  for (const std::string_view text : texts) bytes += text.size();
  const std::size_t every = bytes / kMaxCountedBytes + 1;
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at < texts.size(); at += every) kept.push_back(texts[at]);
  return kept;
}

/// Counts of runs by their number of parts, and what stands beside the frequent ones.
class RunTable {
 public:
  explicit RunTable(const std::vector<std::string_view>& texts) {
    for (const std::string_view text : texts) texts_.push_back(units_of(text));
    for (const UnitText& text : texts_) {
      for (const Unit& unit : text.units) ++(unit.is_han ? total_han_ : total_latin_);
    }
    for (std::size_t parts = 1; parts <= kMaxHanParts; ++parts) count_runs(parts);
  }

  std::vector<TermCandidate> candidates() const {
    std::vector<TermCandidate> found;
    for (std::size_t parts = 1; parts <= kMaxHanParts; ++parts) {
      const auto ends = ends_of(parts);
      for (const auto& [words, count] : counts_[parts]) {
        if (!is_candidate(words, parts, count)) continue;
        const auto end = ends.find(words);
        if (end == ends.end() || freedom(end->second) < kMinFreedom) continue;
        found.push_back(candidate(words, parts, count));
      }
    }
    return found;
  }

 private:
  bool is_frequent(std::string_view words, std::size_t parts) const {
    const auto found = counts_[parts].find(words);
    return found != counts_[parts].end() && found->second.articles >= kMinArticlesOfTerm;
  }

  void count_runs(std::size_t parts) {
    for (std::size_t article = 0; article < texts_.size(); ++article) {
      const UnitText& text = texts_[article];
      for (std::size_t first = 0; first < text.units.size(); ++first) {
        if (parts > max_parts(text.units[first]) || !text.is_one_run(first, parts)) continue;
        if (parts > 1 && !is_frequent(text.words(first, parts - 1), parts - 1)) continue;
        Count& count = counts_[parts][text.words(first, parts)];
        if (count.occurrences++ == 0) {
          count.first_unit = first;
          count.first_article = article;
        }
        if (count.articles == 0 || count.last_article != article) ++count.articles;
        count.last_article = article;
      }
    }
  }

  bool is_candidate(std::string_view words, std::size_t parts, const Count& count) const {
    const Unit& unit = texts_[count.first_article].units[count.first_unit];
    if (unit.is_han && parts < 2) return false;
    if (!unit.is_han && words.size() < 2) return false;
    if (count.articles < kMinArticlesOfTerm) return false;
    if (2 * count.articles > std::ssize(texts_)) return false;
    return cohesion(parts, count) >= kMinCohesion;
  }

  /// The worst normalised pointwise mutual information of the ways to cut the run in two.
  double cohesion(std::size_t parts, const Count& count) const {
    const UnitText& text = texts_[count.first_article];
    const bool is_han = text.units[count.first_unit].is_han;
    const auto total = static_cast<double>(is_han ? total_han_ : total_latin_);
    const auto both = static_cast<double>(count.occurrences);
    double worst = 1;
    for (std::size_t cut = 1; cut < parts; ++cut) {
      const double head = occurrences(text.words(count.first_unit, cut), cut);
      const double tail = occurrences(text.words(count.first_unit + cut, parts - cut), parts - cut);
      // A tail whose own head is rare was not counted: then it stands nowhere else.
      const double by_chance = std::max(head, both) * std::max(tail, both) / total;
      worst = std::min(worst, std::log(both / by_chance) / std::log(total / both));
    }
    return worst;
  }

  double occurrences(std::string_view words, std::size_t parts) const {
    const auto found = counts_[parts].find(words);
    return found == counts_[parts].end() ? 0 : static_cast<double>(found->second.occurrences);
  }

  std::unordered_map<std::string_view, Ends> ends_of(std::size_t parts) const {
    std::unordered_map<std::string_view, Ends> all;
    for (const UnitText& text : texts_) {
      for (std::size_t first = 0; first < text.units.size(); ++first) {
        if (parts > max_parts(text.units[first]) || !text.is_one_run(first, parts)) continue;
        const std::string_view words = text.words(first, parts);
        if (!is_frequent(words, parts)) continue;
        Ends& ends = all[words];
        const std::size_t after = first + parts;
        if (text.units[first].begins_run)
          ++ends.open_left;
        else
          ++ends.left[text.words(first - 1, 1)];
        if (after == text.units.size() || text.units[after].begins_run)
          ++ends.open_right;
        else
          ++ends.right[text.words(after, 1)];
      }
    }
    return all;
  }

  static double entropy(const Neighbours& neighbours, std::int64_t open) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(open), 1);
    for (const auto& [words, count] : neighbours) counts.push_back(count);
    std::ranges::sort(counts);  // the sum is the same on every platform
    double total = 0, sum = 0;
    for (const std::int64_t count : counts) total += static_cast<double>(count);
    for (const std::int64_t count : counts) {
      const double part = static_cast<double>(count) / total;
      sum -= part * std::log(part);
    }
    return sum;
  }

  static double freedom(const Ends& ends) {
    return std::min(entropy(ends.left, ends.open_left), entropy(ends.right, ends.open_right));
  }

  TermCandidate candidate(std::string_view words, std::size_t parts, const Count& count) const {
    const double idf =
        std::log(static_cast<double>(texts_.size()) / static_cast<double>(count.articles));
    const double salience =
        static_cast<double>(count.articles) * idf * std::log(1.0 + static_cast<double>(parts));
    return {texts_[count.first_article].written(count.first_unit, parts), std::string(words),
            count.articles, count.occurrences, salience};
  }

  std::vector<UnitText> texts_;
  std::array<Counts, kMaxHanParts + 1> counts_;
  std::int64_t total_han_ = 0;
  std::int64_t total_latin_ = 0;
};

/// Without those that mostly stand inside one longer candidate.
std::vector<TermCandidate> without_parts(const std::vector<TermCandidate>& all) {
  std::vector<TermCandidate> whole;
  for (const TermCandidate& term : all) {
    const bool is_part = std::ranges::any_of(all, [&](const TermCandidate& longer) {
      return longer.folded.size() > term.folded.size() && longer.folded.contains(term.folded) &&
             static_cast<double>(longer.occurrences) >=
                 kPartOfLonger * static_cast<double>(term.occurrences);
    });
    if (!is_part) whole.push_back(term);
  }
  return whole;
}

void keep_best(std::vector<TermCandidate>& candidates, std::size_t limit) {
  std::ranges::sort(candidates, [](const TermCandidate& a, const TermCandidate& b) {
    return a.salience != b.salience ? a.salience > b.salience : a.folded < b.folded;
  });
  if (candidates.size() > limit) candidates.resize(limit);
}

}  // namespace

std::vector<TermCandidate> term_candidates(const std::vector<std::string_view>& articles,
                                           std::size_t limit) {
  const RunTable table(sampled(countable(articles)));
  std::vector<TermCandidate> candidates = table.candidates();
  keep_best(candidates, 8 * limit);  // the next step compares all pairs
  candidates = without_parts(candidates);
  keep_best(candidates, limit);
  return candidates;
}

}  // namespace eider::theme
