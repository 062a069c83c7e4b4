#pragma once
// Hit and Answer: what a question becomes. Plain data.
// Invariant: `text` of a hit and `quote` of a citation are exactly the bytes of their span.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/span.h"

namespace eider {

struct Hit {
  std::int64_t rank = 0;  // 1 is the best
  double score = 0;
  double keyword_score = 0;            // BM25 over its upper bound, 0 to 1
  std::optional<double> vector_score;  // cosine, -1 to 1; none where there is no embedding
  std::int64_t keyword_rank = 0;       // place in the list by words; 0: not in it
  std::int64_t vector_rank = 0;        // and by vectors
  std::int64_t chunk_id = 0;
  std::int64_t document_id = 0;
  std::string path;
  std::string title;
  std::string published_at;
  Span span;
  std::string text;
  std::string before;  // the document's bytes of the neighbours asked for, up to span.start
  std::string after;   // and from span.stop on
};

struct Citation {
  std::int64_t document_id = 0;
  std::string path;
  std::string title;
  Span span;
  std::string quote;
};

struct AnswerSentence {
  std::string text;
  std::vector<Citation> citations;
};

struct Answer {
  std::string question;
  std::string text;  // the sentences joined; where abstained: what was searched
  bool abstained = false;
  std::vector<AnswerSentence> sentences;
  std::string generator;           // the model's name
  std::int64_t prompt_tokens = 0;  // read by the model for this answer
  std::int64_t answer_tokens = 0;  // written by it
  double seconds = 0;
};

}  // namespace eider
