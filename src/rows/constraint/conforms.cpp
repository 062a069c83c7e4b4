// Reads a text with the schema's language, and says where in the value it leaves it.

#include <string>
#include <string_view>
#include <vector>

#include "rows/constraint/constraint.h"
#include "rows/constraint/languages.h"
#include "rows/constraint/schema_language.h"

namespace eider::rows {
namespace {

// Follows objects, arrays and names through the bytes of a JSON text without spaces.
class PlaceReader {
 public:
  void read(char c) {
    if (in_string_) return read_in_string(c);
    if (c == '"') {
      in_string_ = true;
      string_.clear();
    } else if (c == '{' || c == '[') {
      open_.push_back({c == '[', 0, ""});
    } else if ((c == '}' || c == ']') && !open_.empty()) {
      open_.pop_back();
    } else if (c == ':' && !open_.empty()) {
      open_.back().name = string_;
    } else if (c == ',' && !open_.empty()) {
      ++open_.back().item;
      open_.back().name.clear();
    }
  }

  std::string path() const {
    std::string path = "$";
    for (const Container& container : open_) {
      if (container.is_array) {
        path.append("[").append(std::to_string(container.item)).append("]");
      } else if (!container.name.empty()) {
        path.append(".").append(container.name);
      }
    }
    return path;
  }

 private:
  struct Container {
    bool is_array = false;
    std::size_t item = 0;
    std::string name;
  };

  void read_in_string(char c) {
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '\\') {
      is_escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      return;
    }
    string_ += c;
  }

  std::vector<Container> open_;
  std::string string_;
  bool in_string_ = false;
  bool is_escaped_ = false;
};

std::unexpected<Error> breach(std::string_view what, const PlaceReader& place, std::size_t byte) {
  return fail(ErrorCode::kInvalidArgument, what, place.path() + ", byte " + std::to_string(byte));
}

}  // namespace

Result<void> conforms(const Schema& schema, std::string_view text) {
  LanguagePool pool;
  const auto language = schema_language(pool, schema);
  if (!language) return std::unexpected(language.error());
  Language state = *language;
  PlaceReader place;
  for (std::size_t at = 0; at < text.size(); ++at) {
    state = pool.after(state, static_cast<unsigned char>(text[at]));
    if (state == kNothing) return breach("the reply can't go on like this", place, at);
    place.read(text[at]);
  }
  if (!pool.may_end(state)) return breach("the reply ends too early", place, text.size());
  return {};
}

}  // namespace eider::rows
