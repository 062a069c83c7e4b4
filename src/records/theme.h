#pragma once
// Theme, Keyword, Company, Mention, Constituent, Evidence, Level: the nouns of path B.

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"

namespace eider {

struct Theme {
  std::int64_t id = 0;
  std::string name;
  std::string as_of;  // ISO date, "" for all
};

struct Keyword {
  std::string term;
  std::string language;  // "zh-Hans", "zh-Hant", "en"
  std::string origin;    // "model", "corpus", "person"
  double weight = 1;
};

struct Company {
  std::int64_t id = 0;
  std::string name;
  std::string name_en;
  std::string name_hant;
  std::string ticker;
  std::string exchange;
  std::string currency;
  std::vector<std::string> aliases;   // every written form, the names above included
  std::vector<std::string> contexts;  // one must stand near an alias that is a common word
  std::vector<std::string> blocks;    // longer words that hold an alias and are not this company
  std::string source;
  std::string checked_on;
};

enum class MentionRole : std::uint8_t { kSubject, kSource, kSpeaker };
const char* name_of(MentionRole role);

/// A company named in an article.
struct Mention {
  std::int64_t company_id = 0;
  std::int64_t document_id = 0;
  std::int64_t article_id = 0;
  Span span;          // of the name
  std::string alias;  // as written
  MentionRole role = MentionRole::kSubject;
};

/// A sentence that holds, or stands beside, both a company's name and a keyword of the theme.
struct Evidence {
  std::int64_t document_id = 0;
  std::int64_t article_id = 0;
  std::string path;
  Span span;
  std::string quote;
  std::string term;
};

struct Constituent {
  std::int64_t company_id = 0;
  std::string company;
  std::string security;     // "ticker.exchange"
  double weight = 0;        // the weights of an index add up to 1
  double share = 0;         // hits / events
  double score = 0;         // Wilson lower bound of the share, 95 %
  std::int64_t events = 0;  // articles that name the company
  std::int64_t hits = 0;    // of these, with a keyword near the name
  std::vector<Evidence> evidence;
  std::string rejected;  // why it is no member, "" for members
};

struct Level {
  std::string date;
  double price = 0;
  double total = 0;
};

struct ThemeIndex {
  Theme theme;
  std::vector<Keyword> keywords;
  std::vector<Constituent> constituents;  // members by weight, then the rejected
  double seconds = 0;
};

}  // namespace eider
