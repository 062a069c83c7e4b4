#include "records/document.h"

#include <utility>

namespace eider {

const char* name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "list_item";
    case BlockKind::kTable:
      return "table";
    case BlockKind::kCaption:
      return "caption";
    case BlockKind::kByline:
      return "byline";
    case BlockKind::kSourceCredit:
      return "source_credit";
    case BlockKind::kBoilerplate:
      return "boilerplate";
  }
  std::unreachable();
}

}  // namespace eider
