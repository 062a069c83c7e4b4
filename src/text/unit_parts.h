#pragma once
// The words of a unit, put together one by one: "100 million" + HKD, HKD + "/" + share.

#include <string>
#include <vector>

#include "text/number_units.h"

namespace eider::text {

class UnitParts {
 public:
  /// False where the name can't stand beside those before it. A second currency may only say
  /// again, or more exactly, what the first says: US$ + dollars, yuan + renminbi.
  bool add(const UnitName& name);
  bool add_slash();

  /// Nothing is missing: no open slash, no scale that needs a currency and has none.
  bool is_whole() const;
  bool is_empty() const { return names_.empty() && !scaled_; }
  bool scaled() const { return scaled_; }
  int scale() const { return scale_; }
  /// The power of the unit itself, without the scale: per mille has -1.
  int own_power() const { return names_.size() == 1 ? names_[0]->power : 0; }
  /// A currency, or a currency for something.
  bool is_money() const { return !names_.empty() && names_[0]->kind == UnitKind::kCurrency; }
  /// "HKD", "%", "CNY/share", "".
  std::string code() const;

 private:
  bool add_scale(const UnitName& name);

  std::vector<const UnitName*> names_;  // one, or two with a slash between
  bool open_slash_ = false;
  bool scaled_ = false;
  bool needs_currency_ = false;
  int scale_ = 0;
};

}  // namespace eider::text
