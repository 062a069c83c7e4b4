// eider_version, eider_cancel, eider_release: the state of the extension in this database.

#include "extension/functions/functions.h"

namespace eider::extension {

Result<store::Value> eider_version(const Call&, const Values&) { return EIDER_VERSION; }

Result<store::Value> eider_cancel(const Call& call, const Values&) {
  call.host->cancel_source().cancel_all();
  return true;
}

Result<store::Value> eider_release(const Call& call, const Values&) {
  call.host->release();
  return true;
}

}  // namespace eider::extension
