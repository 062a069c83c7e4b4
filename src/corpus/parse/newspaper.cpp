// One pass forward over the regions finds, for both answers to "has this article its headline
// already?", the best choice so far (Viterbi's method); one pass back reads the choices off.

#include "corpus/parse/newspaper.h"

#include <algorithm>
#include <array>
#include <limits>

#include "corpus/parse/headlines.h"

namespace eider::parse {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr double kAnyHeadline = 0.2;   // what a headline is worth that shares no word
constexpr double kHabit = 0.17;        // how much the page's habit counts, for or against
constexpr double kUnrelated = 0.1;     // a line that shares less is a footer, if another fits
constexpr int kKickerColumns = 14;     // seven Han characters
constexpr double kKickerShare = 0.35;  // of its words that the text has: a kicker is no clause

// A headline and what it shares with the texts before and after it.
struct Candidate {
  Headline lines;
  double here = 0;
  double there = 0;
};

// What becomes of the headlines of one region: one may close its article, one open the next.
struct Choice {
  std::size_t closing = kNone;
  std::size_t opening = kNone;
  double worth = 0;
  bool was_titled = false;
};

class HeadlineMarker {
 public:
  HeadlineMarker(std::vector<Line>& lines, std::vector<Region> regions)
      : lines_(lines), regions_(std::move(regions)), affinity_(lines_, regions_) {
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      headlines_.emplace_back();
      for (const Headline& headline : group(i)) {
        headlines_[i].push_back({headline, affinity_.of(headline.head, headline.last, i),
                                 affinity_.of(headline.head, headline.last, i + 1)});
      }
    }
    closing_habit_ = closes_by_habit();
  }

  void run() {
    std::vector<std::array<Choice, 2>> best(regions_.size());  // by "the next one is titled"
    std::array<double, 2> worth = {0, -1e9};  // the first article cannot be titled before
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      for (Choice& choice : best[i]) choice.worth = -1e9;
      for (bool titled : {false, true}) try_all(i, titled, worth[titled], best[i]);
      worth = {best[i][0].worth, best[i][1].worth};
    }
    bool titled = worth[1] > worth[0];
    for (std::size_t i = regions_.size(); i-- > 0;) {
      const Choice& choice = best[i][titled];
      apply(i, choice);
      titled = choice.was_titled;
    }
  }

 private:
  bool is_kicker(std::size_t line, std::size_t region) const {
    if (lines_[line].columns > kKickerColumns) return false;
    double share =
        std::max(affinity_.of(line, line + 1, region), affinity_.of(line, line + 1, region + 1));
    return share < kKickerShare;
  }

  // Candidates become headlines: a kicker goes with what stands below it.
  std::vector<Headline> group(std::size_t region) const {
    std::vector<Headline> headlines;
    std::size_t kicker = kNone;
    for (const Stanza& stanza : regions_[region].candidates) {
      bool alone = stanza.last - stanza.first == 1;
      bool shorter = alone || stanza.last - stanza.first > 2 ||
                     lines_[stanza.first].columns + 2 <= lines_[stanza.first + 1].columns;
      if (kicker == kNone && shorter && is_kicker(stanza.first, region)) {
        kicker = stanza.first;
        if (alone) continue;
      }
      std::size_t head = kicker == stanza.first ? stanza.first + 1 : stanza.first;
      headlines.push_back({kicker == kNone ? head : kicker, head, stanza.last});
      kicker = kNone;
    }
    // A short line with nothing below it is a headline itself.
    if (kicker != kNone) headlines.push_back({kicker, kicker, kicker + 1});
    return headlines;
  }

  // All headlines before their texts, or all after: which shares more words?
  bool closes_by_habit() const {
    double closing = 0;
    double opening = 0;
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      if (headlines_[i].empty()) continue;
      closing += headlines_[i].front().here;
      opening += headlines_[i].back().there;
    }
    if (closing == opening) return headlines_.front().empty();
    return closing > opening;
  }

  double worth_of(std::size_t region, std::size_t headline, bool closes) const {
    const Candidate& candidate = headlines_[region][headline];
    double shared = closes ? candidate.here : candidate.there;
    bool crowded = headlines_[region].size() > 1;
    if (crowded && shared < kUnrelated) return -1;
    return kAnyHeadline + shared + (closes == closing_habit_ ? kHabit : -kHabit);
  }

  // Every choice for region i, if its article came here titled or not.
  void try_all(std::size_t i, bool titled, double before, std::array<Choice, 2>& best) const {
    bool last = i + 1 == regions_.size();
    bool may_close = !titled && (i > 0 || regions_[i].has_body);
    std::size_t count = headlines_[i].size();
    for (std::size_t c = 0; c <= count; ++c) {
      if (c < count && !may_close) continue;
      for (std::size_t o = 0; o <= count; ++o) {
        if (o < count && (last || (c < count && o <= c))) continue;
        double worth = before;
        if (c < count) worth += worth_of(i, c, true);
        if (o < count) worth += worth_of(i, o, false);
        Choice& chosen = best[o < count];
        if (worth > chosen.worth) {
          chosen = {c < count ? c : kNone, o < count ? o : kNone, worth, titled};
        }
      }
    }
  }

  void mark(const Headline& headline, bool opens) {
    for (std::size_t i = headline.first; i < headline.last; ++i) {
      if (lines_[i].kind != LineKind::kText) continue;
      lines_[i].kind = i < headline.head ? LineKind::kKicker : LineKind::kHeadline;
    }
    lines_[headline.first].opens_article = opens;
  }

  void apply(std::size_t i, const Choice& choice) {
    if (choice.closing != kNone) mark(headlines_[i][choice.closing].lines, false);
    if (choice.opening != kNone) mark(headlines_[i][choice.opening].lines, true);
    bool last = i + 1 == regions_.size();
    if (!last && choice.opening == kNone) lines_[regions_[i].last].opens_article = true;
  }

  std::vector<Line>& lines_;
  std::vector<Region> regions_;
  Affinity affinity_;
  std::vector<std::vector<Candidate>> headlines_;  // of each region
  bool closing_habit_ = false;
};

}  // namespace

void mark_newspaper_articles(std::vector<Line>& lines) {
  std::vector<std::size_t> bylines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind == LineKind::kHeading) return;
    if (lines[i].kind == LineKind::kByline) bylines.push_back(i);
  }
  if (bylines.empty()) return;
  HeadlineMarker(lines, find_regions(lines, bylines)).run();
}

}  // namespace eider::parse
