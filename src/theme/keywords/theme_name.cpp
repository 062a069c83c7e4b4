#include "theme/keywords/theme_name.h"

#include "base/limits.h"
#include "text/utf8.h"

namespace eider::theme {

Result<std::string> theme_name(std::string_view written) {
  if (written.size() > kMaxQuestionBytes) {
    return fail(ErrorCode::kLimit,
                "the theme's name has more than " + std::to_string(kMaxQuestionBytes) + " bytes",
                "", "give a short name");
  }
  if (!text::is_valid_utf8(written)) {
    return fail(ErrorCode::kInvalidArgument, "the theme's name is not UTF-8");
  }
  const std::string_view name = text::trim(written);
  if (name.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the theme's name is empty", "",
                "give a name such as artificial intelligence");
  }
  return std::string(name);
}

}  // namespace eider::theme
