#pragma once
// Limits of schemas and of what is compiled from them. What passes one is refused with kLimit.

#include <cstddef>
#include <cstdint>

namespace eider::rows {

inline constexpr std::size_t kMaxSchemaBytes = 256u << 10;      // the text of a schema or a type
inline constexpr std::size_t kMaxSchemaDepth = 32;              // values inside values
inline constexpr std::size_t kMaxSchemaParts = 20'000;          // values, properties and choices
inline constexpr std::size_t kMaxProperties = 500;              // of one object
inline constexpr std::size_t kMaxPatternBytes = 4096;           // the text of one pattern
inline constexpr std::size_t kMaxPatternDepth = 64;             // groups inside groups
inline constexpr std::uint32_t kMaxPatternRepeats = 1000;       // a bound of {m,n}
inline constexpr std::size_t kMaxPatternStates = 20'000;        // of a pattern with its lengths
inline constexpr std::uint64_t kMaxPatternChoices = 4'000'000;  // of all its states together
inline constexpr std::uint32_t kMaxStringLength = 1'000'000;    // minLength, maxLength, items
inline constexpr std::size_t kMaxNumberDigits = 64;  // of a bound, on each side of the point
inline constexpr std::uint32_t kMaxShortestReply = 64u << 10;  // bytes of the shortest valid reply
inline constexpr std::size_t kMaxSourceTextBytes = 256u
                                                   << 10;      // a text that strings are taken from
inline constexpr std::size_t kMaxTransitionBytes = 32u << 20;  // kept, made anew when needed again
inline constexpr std::size_t kMaxMaskBytes = 64u << 20;        // masks kept by one constraint

}  // namespace eider::rows
