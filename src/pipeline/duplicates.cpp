#include "pipeline/duplicates.h"

#include <string>
#include <string_view>

#include "base/sha256.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace eider::pipeline {
namespace {

bool says_something(BlockKind kind) {
  return kind != BlockKind::kBoilerplate && kind != BlockKind::kByline &&
         kind != BlockKind::kSourceCredit;
}

store::ContentSignature signature_of(std::string_view content) {
  std::string folded = text::fold_text(content);
  std::erase_if(folded, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  if (folded.empty()) return {};
  store::ContentSignature signature;
  signature.content_hash = sha256(folded);
  if (text::count_characters(folded) >= store::kShortestNearDuplicate) {
    signature.minhash = text::minhash_signature(folded);
  }
  return signature;
}

}  // namespace

store::DocumentSignatures signatures_of(const ParsedDocument& parsed) {
  std::string whole;
  std::vector<std::string> articles(parsed.articles.size());
  for (const Block& block : parsed.blocks) {
    if (!says_something(block.kind)) continue;
    const std::string_view text = slice(parsed.document.text, block.span);
    whole.append(text).append("\n");
    const auto article = static_cast<std::size_t>(block.article);
    if (article < articles.size()) articles[article].append(text).append("\n");
  }
  store::DocumentSignatures signatures;
  signatures.document = signature_of(whole);
  for (const std::string& article : articles) {
    signatures.articles.push_back(article == whole ? signatures.document : signature_of(article));
  }
  return signatures;
}

}  // namespace eider::pipeline
