#pragma once
// A zip archive in memory: members by name, unpacked on demand and never to a file.
// Invariant: what one archive gives stays below kMaxUnpackedBytes, whatever its sizes claim.
// Format: PKWARE APPNOTE 6.3; methods 0 (stored) and 8 (deflate), read with minizip.

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace eider::parse {

class ZipArchive {
 public:
  /// `bytes` must outlive the archive. Errors: kCorrupt where the directory is broken or missing,
  /// kLimit above kMaxZipMembers.
  static Result<ZipArchive> open(std::string_view bytes);

  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  /// Names are compared without case (ASCII) and without a leading slash; of two members with
  /// one name the first counts.
  bool has(std::string_view name) const;

  /// A member's name holds `folder`, in lower case and with its slashes.
  bool has_inside(std::string_view folder) const;

  /// The member's bytes, its checksum proven. Errors, each naming the member: kNotFound,
  /// kUnsupported (encrypted, or another method), kLimit (kMaxMemberBytes, kMaxUnpackedBytes,
  /// kMaxZipRatio), kCorrupt.
  Result<std::string> read(std::string_view name);

 private:
  struct State;
  explicit ZipArchive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace eider::parse
