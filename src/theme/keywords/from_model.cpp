#include <string>
#include <utility>

#include "base/limits.h"
#include "text/fold.h"
#include "theme/keywords/collector.h"
#include "theme/keywords/keywords.h"
#include "theme/keywords/likelihood.h"
#include "theme/keywords/prompts.h"
#include "theme/keywords/term_list.h"
#include "theme/keywords/theme_name.h"

namespace eider::theme {

namespace {

constexpr std::int64_t kMaxListTokens = 160;

/// One question to the model: a language, how it is marked, and how many terms.
struct ListKind {
  TermLanguage language;
  TermScript script;
  std::string_view mark;  // of a term whose characters don't tell
  std::size_t max_terms;
};

constexpr ListKind kLists[] = {
    {TermLanguage::kSimplified, TermScript::kHan, "zh-Hans", 10},
    {TermLanguage::kTraditional, TermScript::kHan, "zh-Hant", 6},
    {TermLanguage::kEnglish, TermScript::kLatin, "en", 8},
};
static_assert(kLists[0].max_terms + kLists[1].max_terms + kLists[2].max_terms == kMaxModelTerms);

Result<std::vector<std::string>> written_terms(const std::string& theme, const ListKind& kind,
                                               models::Generator& generator,
                                               const CancelFlag& cancel) {
  const TermList form({kind.script, kind.max_terms, {text::fold_text(theme)}});
  models::CompletionOptions options;
  options.max_tokens = kMaxListTokens;
  options.constraint = &form;
  const auto reply = generator.complete(list_prompt(theme, kind.language), options, cancel);
  if (!reply) return std::unexpected(reply.error());
  return form.terms(reply->text);
}

}  // namespace

Result<std::vector<Keyword>> keywords_from_model(const KeywordRequest& request,
                                                 models::Generator& generator,
                                                 const CancelFlag& cancel) {
  const auto name = theme_name(request.theme);
  if (!name) return std::unexpected(name.error());
  KeywordCollector written(request);
  for (const ListKind& kind : kLists) {
    const auto terms = written_terms(*name, kind, generator, cancel);
    if (!terms) return std::unexpected(terms.error());
    for (const std::string& term : *terms) {
      written.add_checked({term, language_of(term, kind.mark), "model", 1});
    }
  }
  const std::vector<Keyword> entries = std::move(written).take();
  std::vector<std::string> terms;
  for (const Keyword& entry : entries) terms.push_back(entry.term);
  const auto gains = term_gains(*name, terms, generator, cancel);
  if (!gains) return std::unexpected(gains.error());

  KeywordCollector collected;
  collected.add({*name, language_of(*name), "model", 1});
  for (std::size_t at = 0; at < entries.size(); ++at) {
    if ((*gains)[at] >= kMinWrittenGainNats) collected.add(entries[at]);
  }
  return std::move(collected).take();
}

Result<std::vector<Keyword>> keywords_given(const std::vector<std::string>& terms) {
  KeywordCollector collected;
  for (const std::string& term : terms) {
    if (term.size() > kMaxQuestionBytes) {
      return fail(ErrorCode::kLimit,
                  "a keyword longer than " + std::to_string(kMaxQuestionBytes) + " bytes");
    }
    collected.add({term, language_of(term), "person", 1});
  }
  std::vector<Keyword> list = std::move(collected).take();
  if (list.empty()) {
    return fail(ErrorCode::kInvalidArgument, "no keyword is given", "", "give at least one");
  }
  return list;
}

}  // namespace eider::theme
