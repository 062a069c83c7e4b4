#include "rows/constraint/schema_language.h"

#include <map>
#include <set>

#include "rows/constraint/calendar_language.h"
#include "rows/constraint/characters.h"
#include "rows/constraint/limits.h"
#include "rows/constraint/number_language.h"
#include "rows/constraint/pattern.h"
#include "text/utf8.h"

namespace eider::rows {
namespace {

class SchemaWriter {
 public:
  explicit SchemaWriter(LanguagePool& pool) : pool_(pool), quote_(pool.literal("\"")) {}

  Result<Language> value(const Schema& schema, const std::string& path, std::size_t depth) {
    if (depth > kMaxSchemaDepth) {
      return fail(ErrorCode::kLimit,
                  "values nested more than " + std::to_string(kMaxSchemaDepth) + " deep", path);
    }
    if (++parts_ > kMaxSchemaParts) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxSchemaParts) + " parts",
                  path);
    }
    auto language =
        std::visit([&](const auto& form) { return of(form, Place{path, depth}); }, schema.form);
    if (!language) return language;
    if (*language == kNothing) {
      return fail(ErrorCode::kInvalidArgument, "no value can satisfy this", path,
                  "loosen its bounds, lengths, pattern or choices");
    }
    return schema.is_nullable ? pool_.either({*language, pool_.literal("null")}) : *language;
  }

 private:
  struct Place {
    const std::string& path;
    std::size_t depth;
  };

  Language quoted(Language inner) { return pool_.then(quote_, pool_.then(inner, quote_)); }

  Result<Language> of(const NullSchema& /*form*/, Place /*at*/) { return pool_.literal("null"); }

  Result<Language> of(const BooleanSchema& /*form*/, Place /*at*/) {
    return pool_.either({pool_.literal("true"), pool_.literal("false")});
  }

  Result<Language> of(const NumberSchema& form, Place at) {
    if (form.whole_digits > kMaxNumberDigits || form.fraction_digits > kMaxNumberDigits) {
      return fail(ErrorCode::kLimit,
                  "numbers of more than " + std::to_string(kMaxNumberDigits) + " digits", at.path);
    }
    return number_language(pool_, form);
  }

  Result<Language> of(const StringSchema& form, Place at) {
    if (form.is_quoted) {
      return fail(ErrorCode::kInvalidArgument, "strings out of a text need that text", at.path);
    }
    if (form.min_length > kMaxStringLength ||
        (form.max_length > kMaxStringLength && form.max_length != kAnyNumber)) {
      return fail(ErrorCode::kLimit, "a length above " + std::to_string(kMaxStringLength), at.path);
    }
    const Language any = any_character(pool_);
    const Language lengths = pool_.repeat(any, form.min_length, form.max_length);
    if (form.pattern.empty()) return quoted(lengths);
    const auto pattern = language_of_pattern(pool_, form.pattern);
    if (!pattern) return at_path(pattern.error(), at);
    if (form.min_length == 0 && form.max_length == kAnyNumber) return quoted(*pattern);
    const auto both = pool_.both(*pattern, lengths);
    if (!both) {
      return fail(ErrorCode::kLimit, "the pattern with these lengths has " + both.error().what,
                  at.path);
    }
    return quoted(*both);
  }

  static std::unexpected<Error> at_path(Error error, Place at) {
    error.where = error.where.empty() ? at.path : at.path + ", " + error.where;
    return std::unexpected(std::move(error));
  }

  Result<Language> of(const StretchSchema& form, Place at) {
    if (form.text.size() > kMaxSourceTextBytes) {
      return fail(ErrorCode::kLimit, "the text to take strings from is too long", at.path);
    }
    const auto [known, is_new] = stretches_.try_emplace({form.text, form.may_be_empty}, kNothing);
    if (is_new) known->second = pool_.stretch_of(written_characters(form.text), form.may_be_empty);
    return quoted(known->second);
  }

  Result<Language> of(const CalendarSchema& form, Place /*at*/) {
    return calendar_language(pool_, form.form);
  }

  Result<Language> of(const EnumSchema& form, Place at) {
    parts_ += form.texts.size();
    std::vector<Language> choices;
    for (const std::string& text : form.texts) {
      if (text.empty() || !text::is_valid_utf8(text)) {
        return fail(ErrorCode::kInvalidArgument, "a choice is not UTF-8 text", at.path);
      }
      choices.push_back(pool_.literal(text));
    }
    return pool_.either(choices);
  }

  Result<Language> of(const LabelsSchema& form, Place /*at*/) {
    parts_ += form.labels.size();
    const Language comma = pool_.literal(",");
    std::vector<Language> labels;
    std::vector<Language> later;
    for (const std::string& label : form.labels) {
      labels.push_back(pool_.literal(json_string(label)));
      later.push_back(pool_.then(comma, labels.back()));
    }
    std::vector<Language> lists;
    if (form.min_items == 0) lists.push_back(kEmpty);
    for (std::size_t i = 0; i < labels.size() && form.max_items > 0; ++i) {
      std::vector<Language> others = later;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      const std::uint32_t least = form.min_items > 0 ? form.min_items - 1 : 0;
      const Language rest = pool_.unrepeated(std::move(others), least, form.max_items - 1);
      lists.push_back(pool_.then(labels[i], rest));
    }
    return in_brackets(pool_.either(lists));
  }

  Result<Language> of(const ArraySchema& form, Place at) {
    if (form.min_items > kMaxStringLength ||
        (form.max_items > kMaxStringLength && form.max_items != kAnyNumber)) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxStringLength) + " items",
                  at.path);
    }
    const auto item = value(form.item.front(), at.path + "[]", at.depth + 1);
    if (!item) return item;
    if (form.max_items == 0) return in_brackets(form.min_items == 0 ? kEmpty : kNothing);
    const std::uint32_t least = form.min_items > 0 ? form.min_items - 1 : 0;
    const std::uint32_t most = form.max_items == kAnyNumber ? kNoMost : form.max_items - 1;
    const Language later = pool_.repeat(pool_.then(pool_.literal(","), *item), least, most);
    const Language items = pool_.then(*item, later);
    return in_brackets(form.min_items == 0 ? pool_.optional(items) : items);
  }

  Language in_brackets(Language items) {
    return pool_.then(pool_.literal("["), pool_.then(items, pool_.literal("]")));
  }

  // From the last property to the first: what may follow where one was written already (which asks
  // for a comma) and where none was.
  Result<Language> of(const ObjectSchema& form, Place at) {
    if (form.properties.size() > kMaxProperties) {
      return fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxProperties) + " properties",
                  at.path);
    }
    const auto checked = check_names(form, at);
    if (!checked) return std::unexpected(checked.error());
    Language if_none = pool_.literal("}");
    Language if_some = if_none;
    const Language comma = pool_.literal(",");
    for (std::size_t i = form.properties.size(); i > 0; --i) {
      const Property& property = form.properties[i - 1];
      const auto inner = value(property.schema, at.path + "." + property.name, at.depth + 1);
      if (!inner) return inner;
      const Language name = pool_.literal(json_string(property.name) + ":");
      const Language with = pool_.then(pool_.then(name, *inner), if_some);
      const bool required = property.is_required;
      if_none = required ? with : pool_.either({with, if_none});
      if_some =
          required ? pool_.then(comma, with) : pool_.either({pool_.then(comma, with), if_some});
    }
    return pool_.then(pool_.literal("{"), if_none);
  }

  static Result<void> check_names(const ObjectSchema& form, Place at) {
    std::set<std::string_view> seen;
    for (const Property& property : form.properties) {
      if (!text::is_valid_utf8(property.name) || property.name.find('\0') != std::string::npos) {
        return fail(ErrorCode::kInvalidArgument, "a property's name is not UTF-8 text", at.path);
      }
      if (!seen.insert(property.name).second) {
        return fail(ErrorCode::kInvalidArgument,
                    "the property '" + property.name + "' stands twice", at.path);
      }
    }
    return {};
  }

  Result<Language> of(const AnyOfSchema& form, Place at) {
    std::vector<Language> choices;
    for (const Schema& choice : form.choices) {
      const auto language = value(choice, at.path, at.depth + 1);
      if (!language) return language;
      choices.push_back(*language);
    }
    return pool_.either(choices);
  }

  LanguagePool& pool_;
  Language quote_;
  std::size_t parts_ = 0;
  std::map<std::pair<std::string, bool>, Language> stretches_;
};

}  // namespace

Result<Language> schema_language(LanguagePool& pool, const Schema& schema) {
  auto language = SchemaWriter(pool).value(schema, "$", 0);
  if (language && pool.shortest(*language) > kMaxShortestReply) {
    return fail(
        ErrorCode::kLimit,
        "the shortest valid reply has more than " + std::to_string(kMaxShortestReply) + " bytes",
        "$", "lower minItems and minLength");
  }
  return language;
}

}  // namespace eider::rows
