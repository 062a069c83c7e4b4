#include "text/unit_parts.h"

namespace eider::text {

bool UnitParts::add_scale(const UnitName& name) {
  const bool in_place = names_.empty() || (names_.size() == 1 && is_money() && !open_slash_);
  if (scaled_ || !in_place) return false;
  scaled_ = true;
  scale_ = name.power;
  needs_currency_ = name.with_currency;
  return true;
}

bool UnitParts::add(const UnitName& name) {
  if (name.kind == UnitKind::kScale) return add_scale(name);
  if (names_.empty() || open_slash_) {
    names_.push_back(&name);
    open_slash_ = false;
    return true;
  }
  const UnitName*& last = names_.back();
  if (name.kind != UnitKind::kCurrency || last->kind != UnitKind::kCurrency) return false;
  if (name.code == last->code || may_mean(name.code, last->code)) return true;
  if (!may_mean(last->code, name.code)) return false;
  last = &name;
  return true;
}

bool UnitParts::add_slash() {
  if (names_.size() != 1 || open_slash_) return false;
  open_slash_ = true;
  return true;
}

bool UnitParts::is_whole() const { return !open_slash_ && (!needs_currency_ || is_money()); }

std::string UnitParts::code() const {
  std::string joined;
  for (const UnitName* name : names_) {
    if (!joined.empty()) joined += '/';
    joined += name->code;
  }
  return joined;
}

}  // namespace eider::text
