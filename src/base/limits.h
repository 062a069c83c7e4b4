#pragma once
// Every limit of Eider, by name. What passes a limit is refused with kLimit, never truncated.

#include <cstddef>
#include <cstdint>

namespace eider {

inline constexpr std::size_t kMaxFileBytes = 256u << 20;    // one source file
inline constexpr std::size_t kMaxQuestionBytes = 8u << 10;  // a question, a theme's name
inline constexpr std::size_t kMaxPromptTokens = 4096;       // one model call, prompt and answer
inline constexpr std::size_t kMaxAnswerTokens = 1024;       // text one model call may write
inline constexpr std::size_t kMaxHits = 10'000;             // k of a search
inline constexpr std::int64_t kMaxNeighbours = 100;         // chunks to each side of a hit
inline constexpr std::size_t kMaxFilesPerLoad = 1'000'000;  // files found under the given paths
inline constexpr std::size_t kMaxCompanies = 200'000;       // rows of a company table
inline constexpr std::size_t kReaderMemoryBytes = std::size_t{2} << 30;  // one reading process
inline constexpr std::size_t kReaderAnswerBytes = 512u << 20;  // what it makes of one file
inline constexpr int kReaderCpuSeconds = 30;                   // of processor time, for one file
inline constexpr int kReaderWallSeconds = 300;      // on the clock, however busy the machine is
inline constexpr std::size_t kChunkMaxChars = 400;  // characters (code points) a chunk
inline constexpr std::size_t kMaxComparedRows = 1'000'000;     // of a table of ai_join, ai_dedup
inline constexpr std::size_t kMaxComparedBytes = 1u << 30;     // of its texts or vectors
inline constexpr std::size_t kMaxJoinMatches = 1000;           // k of ai_join
inline constexpr std::size_t kMaxRepliesInMemory = 64u << 20;  // bytes, without a table
inline constexpr std::size_t kMaxRowErrorsKept = 1000;         // of one query, with their inputs
inline constexpr std::size_t kMaxTableColumns = 4096;          // columns of a typed relation
inline constexpr std::size_t kMaxTableValues = 50'000'000;     // rows times columns of one

}  // namespace eider
