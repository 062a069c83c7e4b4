#pragma once
// Schema -> TokenConstraint: which tokens a typed reply may go on with, by state.
// A reply under it is always valid: what is not closed by the model can be closed by closing().

#include <memory>

#include "base/error.h"
#include "models/row_engine.h"
#include "rows/constraint/schema.h"
#include "rows/constraint/token_trie.h"

namespace eider::rows {

/// For a schema that many rows share: masks are kept. Errors: those of schema_language().
Result<std::unique_ptr<models::TokenConstraint>> compile_schema(
    const Schema& schema, std::shared_ptr<const TokenTrie> trie);

/// The same, with a trie of its own: a tenth of a second for 150,000 tokens.
Result<std::unique_ptr<models::TokenConstraint>> compile_schema(
    const Schema& schema, const models::Vocabulary& vocabulary);

/// Is `text` a valid reply? Errors: kInvalidArgument with the byte where it goes wrong and the
/// place in the value ("$.rounds[1].amount, byte 40"); those of schema_language().
Result<void> conforms(const Schema& schema, std::string_view text);

}  // namespace eider::rows
