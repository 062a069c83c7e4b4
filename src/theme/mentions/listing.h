#pragma once
// How news write a listing: ticker and exchange -> "300024.SZ", "NASDAQ:NVDA".

#include <string>
#include <string_view>
#include <vector>

namespace eider::theme {

/// "300024", "SZSE" -> "300024.SZ"; "NVDA", "NASDAQ" -> "NVDA.US", "NVDA.O", "NASDAQ:NVDA",
/// "NASDAQ: NVDA"; Hong Kong numbers with four and with five digits. An exchange that is not
/// known here is its own suffix. Never bare digits: those are amounts and years as well.
std::vector<std::string> listing_names(std::string_view ticker, std::string_view exchange);

}  // namespace eider::theme
