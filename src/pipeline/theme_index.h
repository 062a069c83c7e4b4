#pragma once
// A theme's name -> keywords, mentions, constituents with evidence, written to the store.

#include <string>

#include "base/error.h"
#include "pipeline/host.h"
#include "records/theme.h"

namespace eider::pipeline {

struct ThemeRequest {
  std::string name;
  std::string as_of;     // ISO date: nothing published later is seen; "" for all
  std::string keywords;  // "model", "corpus", or terms separated by commas
  std::string
      companies;  // a CSV file; "": the company table of the database, else the built-in one
};

/// Errors: kInvalidArgument (empty name, date, bad rows of the CSV, each named), kNotFound
/// (nothing loaded, no such file), those of the generator where it writes or ranks keywords.
Result<ThemeIndex> build_theme(Host& host, const Scope& scope, const ThemeRequest& request);

/// A theme that was built. Errors: kNotFound.
Result<ThemeIndex> read_theme(Host& host, const Scope& scope, const std::string& name);

/// The mentions it was built from.
Result<std::vector<Mention>> read_theme_mentions(Host& host, const Scope& scope,
                                                 const std::string& name);

}  // namespace eider::pipeline
