#pragma once
// Which lines of a mail its writer did not write now: quoted mails, their heads, signatures.

#include <string>
#include <string_view>
#include <vector>

namespace eider::parse {

struct MailSegment {
  std::string text;
  bool quoted = false;
};

/// Parts a plain text: lines after ">", the line that says who wrote them, all below
/// "-----Original Message-----" or a repeated header, and the signature below "-- " are quoted.
std::vector<MailSegment> split_trail(std::string_view text);

/// "On 1 May 2026, A wrote:" and its Chinese forms; or a line that divides off an older mail.
bool opens_trail(std::string_view line);

}  // namespace eider::parse
