#pragma once
// The day a text says it speaks of: "yesterday", "on May 1", "5/1" in Chinese, in its first two
// sentences, resolved against the day it was published. Only where nothing else can be meant.

#include <optional>
#include <string>
#include <string_view>

namespace eider::text {

/// ISO 8601, a day. `published` is ISO 8601 or "": then only a date with its year is taken.
/// A day without a year is the nearest such day to `published`, at most 120 days from it. Passed
/// over: ends of a span of time ("since ...", "until ..."), what stands in quotes, names.
std::optional<std::string> spoken_date(std::string_view text, std::string_view published);

/// The dateline with which a report begins ("Harbour, May 1 (Agency)", in Chinese "5/1 telegram"),
/// resolved likewise; std::nullopt if it begins with none.
std::optional<std::string> dateline_date(std::string_view text, std::string_view published);

}  // namespace eider::text
