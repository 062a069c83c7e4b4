#include "corpus/parse/wire.h"

#include <bit>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "corpus/parse/sound.h"

namespace eider::parse {
namespace {

constexpr std::size_t kNumberBytes = 8;

// Both directions name a record's fields once: fields() below.
class Packer {
 public:
  void number(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    char number[kNumberBytes];
    for (std::size_t i = 0; i < kNumberBytes; ++i) number[i] = static_cast<char>(bits >> 8 * i);
    bytes_.append(number, kNumberBytes);
  }
  template <typename T>
  void operator()(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      number(static_cast<std::int64_t>(value.size()));
      bytes_ += value;
    } else if constexpr (std::is_same_v<T, float>) {
      number(std::bit_cast<std::int32_t>(value));
    } else {
      number(static_cast<std::int64_t>(value));
    }
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first breach every field is empty and `whole` is false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::int64_t number() {
    if (rest_.size() < kNumberBytes) return stop();
    std::uint64_t bits = 0;
    for (std::size_t i = kNumberBytes; i-- > 0;) {
      bits = bits << 8 | static_cast<unsigned char>(rest_[i]);
    }
    rest_.remove_prefix(kNumberBytes);
    return static_cast<std::int64_t>(bits);
  }
  std::string_view text() {
    const auto size = static_cast<std::uint64_t>(number());
    if (size > rest_.size()) return stop(), std::string_view();
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
  }
  /// A count of records, each of which takes `least` bytes or more.
  std::size_t count(std::size_t least) {
    const auto count = static_cast<std::uint64_t>(number());
    if (count > rest_.size() / least) stop();
    return whole_ ? count : 0;
  }
  template <typename T>
  void operator()(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value = text();
    } else if constexpr (std::is_same_v<T, float>) {
      value = std::bit_cast<float>(within<std::int32_t>(number()));
    } else if constexpr (std::is_same_v<T, bool>) {
      value = number() != 0;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(within<std::underlying_type_t<T>>(number()));
    } else {
      value = within<T>(number());
    }
  }
  bool at_end() const { return whole_ && rest_.empty(); }
  bool whole() const { return whole_; }

 private:
  template <typename T>
  T within(std::int64_t value) {
    return std::in_range<T>(value) ? static_cast<T>(value) : static_cast<T>(stop());
  }
  std::int64_t stop() {
    whole_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool whole_ = true;
};

template <typename Pack, typename... Fields>
void each(Pack& pack, Fields&... fields) {
  (pack(fields), ...);
}

// The record is const where it is packed.
template <typename Pack, typename Record>
void fields(Pack& pack, Record& r) {
  using Plain = std::remove_const_t<Record>;
  if constexpr (std::is_same_v<Plain, Document>) {
    each(pack, r.path, r.source_hash, r.media_type, r.title, r.source, r.url, r.published_at,
         r.event_at, r.fetched_at, r.published_from, r.event_from, r.fetched_from, r.language,
         r.script, r.text, r.status, r.error);
  } else if constexpr (std::is_same_v<Plain, Block>) {
    each(pack, r.kind, r.depth, r.span.start, r.span.stop, r.source.start, r.source.stop, r.article,
         r.box.page, r.box.left, r.box.top, r.box.right, r.box.bottom);
  } else if constexpr (std::is_same_v<Plain, Article>) {
    each(pack, r.ordinal, r.title, r.kicker, r.byline, r.source_credit, r.section, r.published_at,
         r.event_at, r.published_from, r.event_from, r.language, r.script, r.span.start,
         r.span.stop);
  } else if constexpr (std::is_same_v<Plain, TableCell>) {
    each(pack, r.table, r.row, r.column, r.header, r.text, r.span.start, r.span.stop);
  } else {
    static_assert(std::is_same_v<Plain, Error>);
    each(pack, r.code, r.what, r.where, r.remedy);
  }
}

template <typename Record>
void pack_list(Packer& pack, const std::vector<Record>& records) {
  pack.number(static_cast<std::int64_t>(records.size()));
  for (const Record& record : records) fields(pack, record);
}

template <typename Record>
void unpack_list(Unpacker& unpack, std::vector<Record>& records) {
  Packer smallest;
  const Record nothing;
  fields(smallest, nothing);
  records.resize(unpack.count(smallest.take().size()));
  for (Record& record : records) fields(unpack, record);
}

std::unexpected<Error> no_sense(std::string_view why) {
  return fail(ErrorCode::kCorrupt, "answers what makes no sense: " + std::string(why));
}

}  // namespace

std::string pack_file(const SourceFile& file) {
  Packer pack;
  pack(file.path);
  std::string packed = pack.take();
  packed += file.bytes;
  return packed;
}

Result<SourceFile> unpack_file(std::string_view bytes) {
  Unpacker unpack(bytes);
  SourceFile file;
  file.path = unpack.text();
  if (!unpack.whole()) return no_sense("a request that breaks off");
  file.bytes = bytes.substr(kNumberBytes + file.path.size());
  return file;
}

std::string pack_parsed(const Result<ParsedDocument>& parsed) {
  Packer pack;
  pack.number(kWireVersion);
  pack(parsed.has_value());
  if (!parsed) {
    fields(pack, parsed.error());
    return pack.take();
  }
  fields(pack, parsed->document);
  pack_list(pack, parsed->blocks);
  pack_list(pack, parsed->articles);
  pack_list(pack, parsed->cells);
  return pack.take();
}

Result<Result<ParsedDocument>> unpack_parsed(std::string_view bytes) {
  Unpacker unpack(bytes);
  if (unpack.number() != kWireVersion) return no_sense("another version");
  if (unpack.number() == 0) {
    Error error;
    fields(unpack, error);
    if (!unpack.at_end() || !is_sound(error)) return no_sense("an error that is none");
    return Result<ParsedDocument>(std::unexpected(std::move(error)));
  }
  ParsedDocument parsed;
  fields(unpack, parsed.document);
  unpack_list(unpack, parsed.blocks);
  unpack_list(unpack, parsed.articles);
  unpack_list(unpack, parsed.cells);
  if (!unpack.at_end()) return no_sense("it breaks off");
  if (const std::string breach = find_breach(parsed); !breach.empty()) return no_sense(breach);
  return parsed;
}

}  // namespace eider::parse
