#pragma once
// Theme -> Keywords, in one of three ways: a model writes them, a person gives them, or the corpus
// holds them and a model ranks them. Every list is free of repeats, comparing folded, so that one
// entry stands for both scripts.

#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/error.h"
#include "models/generator.h"
#include "records/theme.h"

namespace eider::theme {

inline constexpr std::size_t kMaxModelTerms = 24;   // written by a model, the theme's name apart
inline constexpr std::size_t kMaxCorpusTerms = 24;  // taken from a corpus, the theme's name apart

// Gains of likelihood (keywords/likelihood.h): a term that a model wrote for the theme only has to
// be no general word; a word of the corpus must show that it belongs.
inline constexpr double kMinWrittenGainNats = 1.0;
inline constexpr double kMinGainNats = 3.0;

struct KeywordRequest {
  std::string theme;
  /// Names of companies and publishers: no term may be or begin with one.
  std::vector<std::string> names;
  /// Names that are common words as well ("robot"): a term may hold one, but not be one.
  std::vector<std::string> common_names;
};

/// The theme's own name first, then terms in simplified Chinese, in traditional Chinese as Taiwan
/// writes it, and in English. Never a ticker or a company; words that the model finds hardly
/// likelier for this theme than for any news are weeded out. Origin "model".
/// Errors: kInvalidArgument (an empty name), kLimit (kMaxQuestionBytes), the generator's.
Result<std::vector<Keyword>> keywords_from_model(const KeywordRequest& request,
                                                 models::Generator& generator,
                                                 const CancelFlag& cancel);

/// The terms as a person gives them, without empty ones and repeats. Origin "person".
/// Errors: kInvalidArgument (no term), kLimit (a term above kMaxQuestionBytes).
Result<std::vector<Keyword>> keywords_given(const std::vector<std::string>& terms);

/// The theme's own name first, then words of the articles (keywords/candidates.h) that the model
/// finds at least kMinGainNats likelier after the theme than after a neutral question, by that
/// gain, which is also their weight (the largest is 1). Origin "corpus".
/// `articles` are texts that the caller keeps. Errors: as keywords_from_model.
Result<std::vector<Keyword>> keywords_from_corpus(const KeywordRequest& request,
                                                  const std::vector<std::string_view>& articles,
                                                  models::Generator& generator,
                                                  const CancelFlag& cancel);

}  // namespace eider::theme
