#pragma once
// .eml -> Page (RFC 5322, RFC 2045 to 2047): the subject is the title, the sender the author, the
// date the publication; plain text is preferred to HTML; what is quoted is boilerplate. Mails
// inside and attachments that are text follow under their names.

#include <string_view>

#include "base/error.h"
#include "corpus/parse/piece.h"

namespace eider::parse {

/// `bytes` are the file's. A piece's source is the body of its part. Attachments that are not
/// read are named in Page::complaint. Errors: kCorrupt without a header, kLimit (kMaxMailDepth,
/// kMaxMailParts, and the limits of the readers inside).
Result<Page> read_eml(std::string_view bytes);

}  // namespace eider::parse
