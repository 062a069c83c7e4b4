#include "corpus/parse/office/zip_archive.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "corpus/parse/limits.h"

namespace eider::parse {
namespace {

constexpr std::size_t kBufferBytes = 65536;
constexpr std::size_t kMaxNameBytes = 1024;  // a longer name is no part of an office file

// What minizip takes for a file.
struct MemoryFile {
  std::string_view bytes;
  std::size_t at = 0;
};

MemoryFile& file_of(voidpf opaque) { return *static_cast<MemoryFile*>(opaque); }

voidpf open_memory(voidpf opaque, const void* /*name*/, int /*mode*/) {
  file_of(opaque).at = 0;
  return opaque;
}

uLong read_memory(voidpf opaque, voidpf /*stream*/, void* out, uLong size) {
  MemoryFile& file = file_of(opaque);
  std::size_t count = std::min<std::size_t>(size, file.bytes.size() - file.at);
  std::copy_n(file.bytes.data() + file.at, count, static_cast<char*>(out));
  file.at += count;
  return count;
}

uLong write_memory(voidpf /*opaque*/, voidpf /*stream*/, const void* /*in*/, uLong /*size*/) {
  return 0;
}

ZPOS64_T tell_memory(voidpf opaque, voidpf /*stream*/) { return file_of(opaque).at; }

long seek_memory(voidpf opaque, voidpf /*stream*/, ZPOS64_T offset, int origin) {
  MemoryFile& file = file_of(opaque);
  std::size_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = file.at;
  if (origin == ZLIB_FILEFUNC_SEEK_END) base = file.bytes.size();
  if (offset > file.bytes.size() - base) return -1;
  file.at = base + static_cast<std::size_t>(offset);
  return 0;
}

int close_memory(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }
int error_of_memory(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }

std::string member_key(std::string_view name) {
  if (name.starts_with('/')) name.remove_prefix(1);
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return key;
}

struct Member {
  unz64_file_pos place{};
  unz_file_info64 facts{};
};

std::unexpected<Error> too_large(std::string_view name, const std::string& what) {
  return fail(ErrorCode::kLimit, what, name, "split the file, if it is what it claims to be");
}

// Limits on what the directory claims; the bytes are counted again as they come.
Result<void> check_claims(const Member& member, std::string_view name) {
  if ((member.facts.flag & 1U) != 0) {
    return fail(ErrorCode::kUnsupported, "encrypted", name, "save it without a password");
  }
  if (member.facts.compression_method != 0 && member.facts.compression_method != 8) {
    return fail(ErrorCode::kUnsupported,
                "zip method " + std::to_string(member.facts.compression_method), name,
                "save the file again in its own program");
  }
  if (member.facts.uncompressed_size > kMaxMemberBytes) {
    return too_large(name, "more than " + std::to_string(kMaxMemberBytes) + " bytes unpacked");
  }
  bool bomb = member.facts.uncompressed_size > kZipRatioBytes &&
              member.facts.uncompressed_size / kMaxZipRatio > member.facts.compressed_size;
  if (bomb) {
    return too_large(name, "packed more than " + std::to_string(kMaxZipRatio) + " times");
  }
  return {};
}

}  // namespace

struct ZipArchive::State {
  MemoryFile file;
  unzFile handle = nullptr;
  std::unordered_map<std::string, Member> members;
  std::size_t unpacked = 0;  // bytes given so far

  ~State() {
    if (handle != nullptr) unzClose(handle);
  }

  Result<void> read_directory() {
    int status = unzGoToFirstFile(handle);
    for (std::size_t count = 0; status == UNZ_OK; status = unzGoToNextFile(handle)) {
      if (++count > kMaxZipMembers) {
        return fail(ErrorCode::kLimit,
                    "more than " + std::to_string(kMaxZipMembers) + " members in the zip archive");
      }
      Member member;
      char name[kMaxNameBytes + 1] = {};
      if (unzGetCurrentFileInfo64(handle, &member.facts, name, kMaxNameBytes, nullptr, 0, nullptr,
                                  0) != UNZ_OK ||
          unzGetFilePos64(handle, &member.place) != UNZ_OK) {
        break;
      }
      if (member.facts.size_filename < kMaxNameBytes) members.emplace(member_key(name), member);
    }
    if (status == UNZ_END_OF_LIST_OF_FILE) return {};
    return fail(ErrorCode::kCorrupt, "broken directory of the zip archive");
  }

  // The open member's bytes; at most `expected`, which is within the limits.
  Result<std::string> inflate(std::string_view name, std::size_t expected) {
    std::string bytes;
    std::string buffer(kBufferBytes, '\0');
    int count = 0;
    do {
      count = unzReadCurrentFile(handle, buffer.data(), static_cast<unsigned>(buffer.size()));
      if (count < 0) return fail(ErrorCode::kCorrupt, "broken packed data", name);
      bytes.append(buffer, 0, static_cast<std::size_t>(count));
      if (bytes.size() > kMaxUnpackedBytes - unpacked) {
        return too_large(name,
                         "more than " + std::to_string(kMaxUnpackedBytes) + " bytes unpacked");
      }
    } while (count > 0 && bytes.size() < expected);
    if (bytes.size() != expected) {
      return fail(
          ErrorCode::kCorrupt,
          "ends at byte " + std::to_string(bytes.size()) + " of " + std::to_string(expected), name);
    }
    unpacked += bytes.size();
    return bytes;
  }
};

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  auto state = std::make_unique<State>();
  state->file.bytes = bytes;
  zlib_filefunc64_def calls{};
  calls.zopen64_file = &open_memory;
  calls.zread_file = &read_memory;
  calls.zwrite_file = &write_memory;
  calls.ztell64_file = &tell_memory;
  calls.zseek64_file = &seek_memory;
  calls.zclose_file = &close_memory;
  calls.zerror_file = &error_of_memory;
  calls.opaque = &state->file;
  state->handle = unzOpen2_64("", &calls);
  if (state->handle == nullptr) {
    return fail(ErrorCode::kCorrupt, "no zip archive, or one that is cut short", "",
                "fetch or save the file again");
  }
  Result<void> read = state->read_directory();
  if (!read) return std::unexpected(read.error());
  return ZipArchive(std::move(state));
}

bool ZipArchive::has(std::string_view name) const {
  return state_->members.contains(member_key(name));
}

bool ZipArchive::has_inside(std::string_view folder) const {
  return std::any_of(state_->members.begin(), state_->members.end(), [&](const auto& member) {
    return member.first.find(folder) != std::string::npos;
  });
}

Result<std::string> ZipArchive::read(std::string_view name) {
  auto found = state_->members.find(member_key(name));
  if (found == state_->members.end()) {
    return fail(ErrorCode::kNotFound, "missing from the zip archive", name);
  }
  const Member& member = found->second;
  Result<void> allowed = check_claims(member, name);
  if (!allowed) return std::unexpected(allowed.error());
  unzFile handle = state_->handle;
  if (unzGoToFilePos64(handle, &member.place) != UNZ_OK || unzOpenCurrentFile(handle) != UNZ_OK) {
    return fail(ErrorCode::kCorrupt, "broken header in the zip archive", name);
  }
  auto expected = static_cast<std::size_t>(member.facts.uncompressed_size);
  Result<std::string> bytes = state_->inflate(name, expected);
  int closed = unzCloseCurrentFile(handle);
  if (bytes && closed == UNZ_CRCERROR) {
    return fail(ErrorCode::kCorrupt, "wrong checksum: the bytes are damaged", name);
  }
  return bytes;
}

}  // namespace eider::parse
