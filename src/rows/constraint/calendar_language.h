#pragma once
// Dates and times in quotes (ISO 8601, RFC 3339) -> the language of those that exist: months of
// 28 to 31 days, the 29th of February in leap years alone, the years 0001 to 9999.

#include "rows/constraint/languages.h"
#include "rows/constraint/schema.h"

namespace eider::rows {

Language calendar_language(LanguagePool& pool, CalendarForm form);

}  // namespace eider::rows
