#include "base/error.h"

namespace eider {

std::string Error::message() const {
  std::string text = where.empty() ? what : where + ": " + what;
  if (!remedy.empty()) text += "; " + remedy;
  return text;
}

std::unexpected<Error> fail(ErrorCode code, std::string_view what, std::string_view where,
                            std::string_view remedy) {
  return std::unexpected(Error{code, std::string(what), std::string(where), std::string(remedy)});
}

}  // namespace eider
