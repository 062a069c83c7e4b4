#include "theme/mentions/mentions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "text/fold.h"
#include "theme/mentions/roles.h"

namespace eider::theme {

namespace {

using Sightings = std::vector<PatternSighting>;
using Companies = std::set<std::uint32_t>;

bool is_name(ClaimKind kind) { return kind == ClaimKind::kName || kind == ClaimKind::kShortName; }

/// The blocks of an article, by company; each list by end.
class Blocks {
 public:
  explicit Blocks(const Sightings& sightings) {
    for (const PatternSighting& sighting : sightings) {
      for (const Claim& claim : *sighting.claims) {
        if (claim.kind != ClaimKind::kBlock) continue;
        spans_[claim.company].push_back(sighting.span);
        longest_ = std::max(longest_, sighting.span.size());
      }
    }
  }

  bool cover(std::uint32_t company, Span name) const {
    const auto found = spans_.find(company);
    if (found == spans_.end()) return false;
    const std::vector<Span>& spans = found->second;
    auto block = std::ranges::lower_bound(spans, name.stop, {}, &Span::stop);
    for (; block != spans.end() && block->stop <= name.start + longest_; ++block) {
      if (block->contains(name)) return true;
    }
    return false;
  }

 private:
  std::map<std::uint32_t, std::vector<Span>> spans_;
  std::int64_t longest_ = 0;
};

/// Words of the article and whose names they may be.
struct Sighted {
  Span span;
  std::vector<Claim> names;
};

std::vector<Sighted> open_names(const Sightings& sightings) {
  const Blocks blocks(sightings);
  std::vector<Sighted> all;
  for (const PatternSighting& sighting : sightings) {
    Sighted sighted{sighting.span, {}};
    for (const Claim& claim : *sighting.claims) {
      if (!is_name(claim.kind) || blocks.cover(claim.company, sighting.span)) continue;
      sighted.names.push_back(claim);
    }
    if (!sighted.names.empty()) all.push_back(std::move(sighted));
  }
  return all;
}

/// Companies with a context in the article, or a full name that is theirs alone.
Companies supported(const Sightings& sightings, const std::vector<Sighted>& named) {
  Companies companies;
  for (const PatternSighting& sighting : sightings) {
    for (const Claim& claim : *sighting.claims) {
      if (claim.kind == ClaimKind::kSupport) companies.insert(claim.company);
    }
  }
  for (const Sighted& sighted : named) {
    const Claim& first = sighted.names.front();
    if (sighted.names.size() == 1 && first.kind == ClaimKind::kName)
      companies.insert(first.company);
  }
  return companies;
}

struct Naming {
  Span span;
  std::optional<std::uint32_t> company;  // none: a name nobody can be given
};

/// The company that `names`, claims on the same words, speak for.
std::optional<std::uint32_t> owner(const std::vector<Claim>& names, const Companies& companies) {
  if (names.size() == 1 && names[0].kind == ClaimKind::kName) return names[0].company;
  std::optional<std::uint32_t> only;
  for (const Claim& claim : names) {
    if (!companies.contains(claim.company)) continue;
    if (only) return std::nullopt;
    only = claim.company;
  }
  return only;
}

std::vector<Naming> namings(const Sightings& sightings) {
  const std::vector<Sighted> named = open_names(sightings);
  const Companies companies = supported(sightings, named);
  std::vector<Naming> all;
  for (const Sighted& sighted : named) {
    const std::optional<std::uint32_t> company = owner(sighted.names, companies);
    const bool is_shared = sighted.names.size() > 1;
    if (company || is_shared) all.push_back({sighted.span, company});
  }
  return all;
}

/// Leftmost first; of those with the same start the longest; none that overlaps an earlier one.
std::vector<Naming> leftmost_longest(std::vector<Naming> all) {
  std::ranges::stable_sort(all, [](const Naming& a, const Naming& b) {
    return a.span.start != b.span.start ? a.span.start < b.span.start : a.span.stop > b.span.stop;
  });
  std::vector<Naming> chosen;
  for (const Naming& naming : all) {
    if (!chosen.empty() && naming.span.start < chosen.back().span.stop) continue;
    chosen.push_back(naming);
  }
  return chosen;
}

bool is_inside(const ArticleText& article) {
  return article.span.start >= 0 && article.span.start <= article.span.stop &&
         article.span.stop <= static_cast<std::int64_t>(article.text.size());
}

}  // namespace

std::vector<Span> credit_spans(const std::vector<Block>& blocks) {
  std::vector<Span> spans;
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::kByline || block.kind == BlockKind::kSourceCredit ||
        block.kind == BlockKind::kBoilerplate) {
      spans.push_back(block.span);
    }
  }
  return spans;
}

std::vector<Mention> find_mentions(const CompanyDictionary& dictionary,
                                   const ArticleText& article) {
  std::vector<Mention> mentions;
  if (!is_inside(article)) return mentions;
  const text::Folded folded = text::fold(slice(article.text, article.span));
  for (const Naming& naming : leftmost_longest(namings(dictionary.sightings(folded.text)))) {
    if (!naming.company) continue;
    const Span local = folded.original(naming.span);
    const Span span{article.span.start + local.start, article.span.start + local.stop};
    const bool is_credit =
        std::ranges::any_of(article.credits, [&](Span credit) { return credit.contains(span); });
    mentions.push_back({dictionary.company_id(*naming.company), article.document_id,
                        article.article_id, span, std::string(slice(article.text, span)),
                        is_credit ? MentionRole::kSource : role_of(folded.text, naming.span)});
  }
  return mentions;
}

}  // namespace eider::theme
