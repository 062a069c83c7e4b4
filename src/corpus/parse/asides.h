#pragma once
// Rules for lines that stand between the columns of a printed page and belong to no article.

#include <string_view>

namespace eider::parse {

/// The head of a page: a full date beside a day of the week, a page's or an issue's number.
bool is_masthead_line(std::string_view line);

/// A small advertisement: a telephone line, a sale, a lost seal, a vacancy.
bool is_advertisement_line(std::string_view line);

}  // namespace eider::parse
