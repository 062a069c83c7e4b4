#include "theme/mentions/listing.h"

#include <algorithm>
#include <utility>

namespace eider::theme {

namespace {

std::string padded(std::string_view digits, std::size_t width) {
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + std::string(digits);
}

std::vector<std::string> suffixes_of(std::string_view exchange) {
  static constexpr std::pair<std::string_view, std::string_view> kSuffixes[] = {
      {"SSE", "SH"},  {"SZSE", "SZ"},  {"BSE", "BJ"},    {"HKEX", "HK"},  {"SEHK", "HK"},
      {"TWSE", "TW"}, {"TPEX", "TWO"}, {"NASDAQ", "US"}, {"NASDAQ", "O"}, {"NYSE", "US"},
      {"NYSE", "N"},  {"AMEX", "US"},  {"TSE", "T"},     {"KRX", "KS"},   {"LSE", "L"},
      {"FWB", "DE"},  {"EPA", "PA"},   {"AMS", "AS"},    {"SIX", "SW"},
  };
  std::vector<std::string> suffixes;
  for (const auto& [name, suffix] : kSuffixes) {
    if (name == exchange) suffixes.emplace_back(suffix);
  }
  if (suffixes.empty()) suffixes.emplace_back(exchange);
  return suffixes;
}

void add_new(std::vector<std::string>& list, std::string value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

}  // namespace

std::vector<std::string> listing_names(std::string_view ticker, std::string_view exchange) {
  std::vector<std::string> codes{std::string(ticker)};
  const bool digits = std::ranges::all_of(ticker, [](char c) { return c >= '0' && c <= '9'; });
  const std::vector<std::string> suffixes = suffixes_of(exchange);
  if (digits && suffixes.front() == "HK") {
    const std::size_t zeros = std::min(ticker.find_first_not_of('0'), ticker.size());
    codes = {padded(ticker.substr(zeros), 4), padded(ticker.substr(zeros), 5)};
  }
  std::vector<std::string> names;
  for (const std::string& code : codes) {
    for (const std::string& suffix : suffixes) {
      std::string name = code;
      add_new(names, name.append(".").append(suffix));
    }
  }
  if (!digits) {
    add_new(names, std::string(exchange) + ":" + std::string(ticker));
    add_new(names, std::string(exchange) + ": " + std::string(ticker));
  }
  return names;
}

}  // namespace eider::theme
