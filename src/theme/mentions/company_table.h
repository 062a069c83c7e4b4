#pragma once
// The table of companies that a user gives: CSV text -> Company records.
//
// Columns, in any order, named in the first line: company, ticker, exchange (required), name_en,
// name_hant, currency, aliases, context, blocks, source, checked_on. The three lists are
// separated by "|". One row is one listing; rows of the same company are one Company, whose first
// row gives the primary listing and whose later rows add their aliases.

#include <string_view>
#include <vector>

#include "base/error.h"
#include "records/theme.h"

namespace eider::theme {

/// Companies in the order of the table; their ids are 1, 2, 3, ... until a store gives others.
/// `aliases` holds every name once: company, name_en, name_hant, the aliases, and the listing as
/// news write it ("300024.SZ"), never bare digits.
/// Errors: kCorrupt (not UTF-8, not CSV), kInvalidArgument (a column missing or unknown, bad rows:
/// every one is named with its column and why), kLimit (kMaxCompanies).
Result<std::vector<Company>> read_companies(std::string_view csv);

}  // namespace eider::theme
