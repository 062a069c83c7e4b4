#include "records/theme.h"

#include <utility>

namespace eider {

const char* name_of(MentionRole role) {
  switch (role) {
    case MentionRole::kSubject:
      return "subject";
    case MentionRole::kSource:
      return "source";
    case MentionRole::kSpeaker:
      return "speaker";
  }
  std::unreachable();
}

}  // namespace eider
