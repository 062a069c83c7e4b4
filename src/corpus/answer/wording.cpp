// The Chinese wordings say what the English one says, sentence by sentence; they are written as
// escapes because sources are ASCII.

#include "corpus/answer/wording.h"

#include "text/language.h"
#include "text/utf8.h"

namespace eider::answer {
namespace {

constexpr Wording kEnglish = {
    .system = "You are a careful archivist and answer only from the material given.",
    .material = "Material (the number of a sentence stands in brackets after it):",
    .question = "Question: ",
    .select =
        "Which sentences answer this question? Write only their numbers, for example [2] or [1, 3"
        "], as few as possible; if there are none, write [].",
    .check = "Does the material state the answer to this question? Answer only \"yes\" or \"no\".",
    .yes = "yes",
    .no = "no",
    .title_open = "\"",
    .title_close = "\"",
    .date_open = " (",
    .date_close = ")",
    .nothing_found =
        "No answer found. Searched {documents} documents ({chunks} passages) of \"{store}\"",
    .nearest = "; the nearest is {title}",
    .full_stop = ".",
};

constexpr Wording kHans = {
    .system =
        "\u4F60\u662F\u4E25\u8C28\u7684\u8D44\u6599\u5458\uFF0C\u53EA\u6839\u636E\u7ED9\u51FA"
        "\u7684\u6750\u6599\u4F5C\u7B54\u3002",
    .material =
        "\u6750\u6599\uFF08\u65B9\u62EC\u53F7\u91CC\u662F\u524D\u9762\u90A3\u53E5\u8BDD\u7684"
        "\u7F16\u53F7\uFF09\uFF1A",
    .question = "\u95EE\u9898\uFF1A",
    .select =
        "\u54EA\u4E9B\u53E5\u5B50\u76F4\u63A5\u56DE\u7B54\u4E86\u8FD9\u4E2A\u95EE\u9898\uFF1F"
        "\u53EA\u5199\u7F16\u53F7\uFF0C\u4F8B\u5982 [2] \u6216 [1, 3]\uFF0C\u8D8A\u5C11\u8D8A"
        "\u597D\uFF1B\u6CA1\u6709\u5C31\u5199 []\u3002",
    .check =
        "\u6750\u6599\u91CC\u5199\u660E\u4E86\u8FD9\u4E2A\u95EE\u9898\u7684\u7B54\u6848\u5417"
        "\uFF1F\u53EA\u7B54\u201C\u662F\u201D\u6216\u201C\u5426\u201D\u3002",
    .yes = "\u662F",
    .no = "\u5426",
    .title_open = "\u300A",
    .title_close = "\u300B",
    .date_open = "\uFF08",
    .date_close = "\uFF09",
    .nothing_found =
        "\u6CA1\u6709\u627E\u5230\u7B54\u6848\u3002\u5DF2\u641C\u7D22\u201C{store}\u201D\u7684 {d"
        "ocuments} \u7BC7\u6587\u6863\u3001{chunks} \u4E2A\u7247\u6BB5",
    .nearest = "\uFF0C\u6700\u63A5\u8FD1\u7684\u662F{title}",
    .full_stop = "\u3002",
};

constexpr Wording kHant = {
    .system =
        "\u4F60\u662F\u56B4\u8B39\u7684\u8CC7\u6599\u54E1\uFF0C\u53EA\u6839\u64DA\u7D66\u51FA"
        "\u7684\u6750\u6599\u4F5C\u7B54\u3002",
    .material =
        "\u6750\u6599\uFF08\u65B9\u62EC\u865F\u88E1\u662F\u524D\u9762\u90A3\u53E5\u8A71\u7684"
        "\u7DE8\u865F\uFF09\uFF1A",
    .question = "\u554F\u984C\uFF1A",
    .select =
        "\u54EA\u4E9B\u53E5\u5B50\u76F4\u63A5\u56DE\u7B54\u4E86\u9019\u500B\u554F\u984C\uFF1F"
        "\u53EA\u5BEB\u7DE8\u865F\uFF0C\u4F8B\u5982 [2] \u6216 [1, 3]\uFF0C\u8D8A\u5C11\u8D8A"
        "\u597D\uFF1B\u6C92\u6709\u5C31\u5BEB []\u3002",
    .check =
        "\u6750\u6599\u88E1\u5BEB\u660E\u4E86\u9019\u500B\u554F\u984C\u7684\u7B54\u6848\u55CE"
        "\uFF1F\u53EA\u7B54\u300C\u662F\u300D\u6216\u300C\u5426\u300D\u3002",
    .yes = "\u662F",
    .no = "\u5426",
    .title_open = "\u300A",
    .title_close = "\u300B",
    .date_open = "\uFF08",
    .date_close = "\uFF09",
    .nothing_found =
        "\u6C92\u6709\u627E\u5230\u7B54\u6848\u3002\u5DF2\u641C\u5C0B\u300C{store}\u300D\u7684 {d"
        "ocuments} \u7BC7\u6587\u4EF6\u3001{chunks} \u500B\u7247\u6BB5",
    .nearest = "\uFF0C\u6700\u63A5\u8FD1\u7684\u662F{title}",
    .full_stop = "\u3002",
};

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint character = text::decode(text, at);
    if (text::is_han(character.value)) return true;
    at += character.size;
  }
  return false;
}

}  // namespace

const Wording& wording_for(std::string_view question) {
  const text::Script script = text::detect_script(question);
  if (script.language == "en" || !has_han(question)) return kEnglish;
  return script.script == "Hant" ? kHant : kHans;
}

}  // namespace eider::answer
