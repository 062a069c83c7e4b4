#pragma once
// The bodies of the SQL functions of functions.yaml, one file each: values in, one call of the
// pipeline, values out.

#include <map>
#include <string>

#include "extension/call.h"

namespace eider::extension {

Result<RowSource> eider_load(const Call& call);
Result<RowSource> eider_refresh(const Call& call);
Result<RowSource> eider_drop(const Call& call);
Result<RowSource> ai_search(const Call& call);
Result<RowSource> eider_theme(const Call& call);
Result<RowSource> theme_constituents(const Call& call);
Result<RowSource> theme_keywords(const Call& call);
Result<RowSource> theme_mentions(const Call& call);
Result<RowSource> eider_models(const Call& call);
Result<RowSource> eider_index_status(const Call& call);
Result<RowSource> eider_usage(const Call& call);
Result<RowSource> eider_errors(const Call& call);
Result<RowSource> eider_cache_clear(const Call& call);
Result<RowSource> eider_tables(const Call& call);

Result<Relation> eider_table(const Call& call);
Result<Relation> ai_join(const Call& call);
Result<Relation> ai_dedup(const Call& call);

using Values = std::vector<store::Value>;
Result<store::Value> ai_answer(const Call& call, const Values& row);
Result<store::Value> ai_embed(const Call& call, const Values& row);
Result<store::Value> eider_version(const Call& call, const Values& row);
Result<store::Value> eider_cancel(const Call& call, const Values& row);
Result<store::Value> eider_release(const Call& call, const Values& row);

Result<Outcomes> ai_complete(const Call& call, pipeline::RowStatement& statement,
                             const std::vector<Values>& rows);
Result<Outcomes> ai_filter(const Call& call, pipeline::RowStatement& statement,
                           const std::vector<Values>& rows);
Result<Outcomes> ai_score(const Call& call, pipeline::RowStatement& statement,
                          const std::vector<Values>& rows);
Result<Outcomes> ai_classify(const Call& call, pipeline::RowStatement& statement,
                             const std::vector<Values>& rows);
Result<Outcomes> ai_classify_multi(const Call& call, pipeline::RowStatement& statement,
                                   const std::vector<Values>& rows);
Result<Outcomes> ai_extract(const Call& call, pipeline::RowStatement& statement,
                            const std::vector<Values>& rows);
Result<Outcomes> ai_summarize(const Call& call, pipeline::RowStatement& statement,
                              const std::vector<Values>& rows);
Result<Outcomes> ai_translate(const Call& call, pipeline::RowStatement& statement,
                              const std::vector<Values>& rows);
Result<Outcomes> ai_tokens(const Call& call, pipeline::RowStatement& statement,
                           const std::vector<Values>& rows);
Result<Outcomes> ai_similarity(const Call& call, pipeline::RowStatement& statement,
                               const std::vector<Values>& rows);

}  // namespace eider::extension
