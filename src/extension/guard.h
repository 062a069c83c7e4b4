#pragma once
// The wall between Eider and its host: nothing thrown passes it. An exception that escaped a
// callback would end the host process.

#include <exception>
#include <new>

namespace eider::extension {

/// Runs `body`; what it throws becomes `report(text)`.
template <typename Body, typename Report>
void guarded(Body&& body, Report&& report) noexcept {
  try {
    body();
  } catch (const std::bad_alloc&) {
    report("eider: out of memory");
  } catch (const std::exception& error) {
    report(error.what());
  } catch (...) {
    report("eider: unknown failure");
  }
}

}  // namespace eider::extension
