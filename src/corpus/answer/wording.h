#pragma once
// What the model is told and what the user reads, in the question's language and script.

#include <string_view>

namespace eider::answer {

struct Wording {
  std::string_view system;    // who the model is
  std::string_view material;  // opens the material
  std::string_view question;  // opens the question
  std::string_view select;    // asks for the numbers of the sentences that answer
  std::string_view check;     // asks whether the answer is there
  std::string_view yes;       // the two replies to `check`
  std::string_view no;
  std::string_view title_open;  // marks round a title and a date
  std::string_view title_close;
  std::string_view date_open;
  std::string_view date_close;
  std::string_view nothing_found;  // {store}, {documents}, {chunks}
  std::string_view nearest;        // {title}; stands after nothing_found
  std::string_view full_stop;
};

/// English for a question in it or without any Han character, traditional where the script shows,
/// else simplified.
const Wording& wording_for(std::string_view question);

}  // namespace eider::answer
