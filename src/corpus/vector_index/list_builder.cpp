#include "corpus/vector_index/list_builder.h"

#include <algorithm>
#include <array>

#include "corpus/vector_index/calibration.h"
#include "corpus/vector_index/centre_tree.h"
#include "corpus/vector_index/kernels/code_ops.h"
#include "corpus/vector_index/train.h"

namespace eider::vector_index {
namespace {

constexpr std::size_t kSampleAList = 64;
constexpr std::size_t kRowsBetweenLooks = 8192;

std::unexpected<Error> cancelled() {
  return fail(ErrorCode::kCancelled, "the merge was cancelled");
}

}  // namespace

ListBuilder::ListBuilder(const SegmentHead& head, std::shared_ptr<const ListSegment> base,
                         std::span<const float> mean)
    : head_(head),
      base_(std::move(base)),
      rotation_(head.dimensions),
      width_(padded_dimensions(head.dimensions)),
      origin_(width_),
      values_(head.rows, width_),
      turned_(width_) {
  if (base_) {
    origin_.assign(base_->origin().begin(), base_->origin().end());
  } else {
    std::copy(mean.begin(), mean.end(), origin_.begin());
    rotation_.apply(origin_.data());
  }
  ids_.reserve(head.rows);
  codes_.reserve(head.rows);
  lists_.reserve(head.rows);
}

void ListBuilder::encode(std::span<const float> moved) {
  codes_.push_back(encode8(moved, origin_, head_.metric, values_.row(ids_.size())));
  lists_.push_back(kNoList);
}

void ListBuilder::add(std::int64_t id, const float* values) {
  std::fill(turned_.begin(), turned_.end(), 0.0F);
  std::copy_n(values, head_.dimensions, turned_.begin());
  rotation_.apply(turned_.data());
  for (std::size_t i = 0; i < width_; ++i) turned_[i] -= origin_[i];
  encode(turned_);
  ids_.push_back(id);
}

void ListBuilder::add(std::int64_t id, const ListSegment& from, std::uint32_t row) {
  const ListView& view = from.view();
  const std::int8_t* values = view.values.data() + row * width_;
  if (std::equal(origin_.begin(), origin_.end(), from.origin().begin())) {
    std::copy_n(values, width_, values_.row(ids_.size()));
    codes_.push_back(view.codes[row]);
    const auto after = std::upper_bound(view.first_rows.begin(), view.first_rows.end(), row);
    const auto list = static_cast<std::uint32_t>(after - view.first_rows.begin() - 1);
    lists_.push_back(&from == base_.get() ? list : kNoList);
  } else {
    const float step = view.codes[row].gain / gain_per_step(head_.metric);
    for (std::size_t i = 0; i < width_; ++i) {
      turned_[i] = step * static_cast<float>(values[i]) + from.origin()[i] - origin_[i];
    }
    encode(turned_);
  }
  ids_.push_back(id);
}

SteppedRow ListBuilder::row(std::size_t r) const {
  return {values_.row(r), codes_[r].gain / gain_per_step(head_.metric)};
}

bool ListBuilder::keeps_centres() const {
  if (!base_) return false;
  const std::uint64_t trained = base_->parameters().trained_rows;
  return ids_.size() < 2 * trained && 2 * ids_.size() > trained;
}

Result<Centres> ListBuilder::centres(const CancelFlag& cancel) {
  if (keeps_centres()) {
    const QuantizerView& view = base_->quantizer().view();
    Centres kept(view.centres.size(), width_);
    for (std::size_t c = 0; c < view.centres.size(); ++c) {
      kept.set(c, SteppedRow{view.values.data() + c * width_, view.centres[c].step});
    }
    return kept;
  }
  std::fill(lists_.begin(), lists_.end(), kNoList);
  const std::size_t lists = lists_for(ids_.size());
  const std::size_t size = std::min(ids_.size(), lists * kSampleAList);
  std::vector<SteppedRow> sample(size);
  for (std::size_t i = 0; i < size; ++i) sample[i] = row(i * ids_.size() / size);
  return train_centres(sample, width_, lists, cancel);
}

Result<void> ListBuilder::assign(const Centres& centres, const CancelFlag& cancel) {
  const CentreTree tree(centres);
  for (std::size_t r = 0; r < ids_.size(); ++r) {
    if (r % kRowsBetweenLooks == 0 && cancel.cancelled()) return cancelled();
    if (lists_[r] == kNoList) lists_[r] = tree.nearest(row(r)).centre;
  }
  return {};
}

SegmentBytes ListBuilder::laid_out(const Centres& centres) const {
  const std::size_t lists = centres.count();
  std::vector<std::uint32_t> counts(lists);
  for (const std::uint32_t list : lists_) ++counts[list];
  std::size_t blocks = 0;
  for (const std::uint32_t count : counts) blocks += (count + kBlockRows - 1) / kBlockRows;
  const std::size_t rows = ids_.size();
  const std::array<std::size_t, kListSections> sizes = {sizeof(ListParameters),
                                                        rows * sizeof(std::int64_t),
                                                        rows * 4,
                                                        rows * 4,
                                                        (lists + 1) * 4,
                                                        width_ * sizeof(float),
                                                        lists * sizeof(Centre),
                                                        lists * width_,
                                                        centre_block_bytes(lists, width_),
                                                        rows * sizeof(Int8Code),
                                                        rows * width_,
                                                        blocks * block_bytes(width_ / 4)};
  SegmentBytes bytes(head_, sizes);
  const auto first_rows = bytes.values<std::uint32_t>(kListFirstRows);
  for (std::size_t list = 0; list < lists; ++list) {
    first_rows[list + 1] = first_rows[list] + counts[list];
  }
  std::copy(origin_.begin(), origin_.end(), bytes.values<float>(kListOrigin).begin());
  ListParameters& parameters = bytes.values<ListParameters>(kListParameters).front();
  parameters = ListParameters();
  parameters.trained_rows = keeps_centres() ? base_->parameters().trained_rows : rows;
  return bytes;
}

void ListBuilder::write_centres(const Centres& centres, SegmentBytes& bytes) const {
  const auto written = bytes.values<Centre>(kListCentres);
  std::int8_t* values = bytes.values<std::int8_t>(kListCentreValues).data();
  std::uint8_t* blocks = bytes.values<std::uint8_t>(kListCentreBlocks).data();
  const bool l2 = head_.metric == Metric::kL2;
  const std::vector<float> origin = l2 ? std::vector<float>(width_) : origin_;
  std::vector<float> point(width_);
  std::vector<std::uint8_t> codes(width_ / 4);
  for (std::size_t c = 0; c < centres.count(); ++c) {
    const SteppedRow from = centres.row(c);
    std::copy_n(from.values, width_, values + c * width_);
    float along = 0;
    for (std::size_t i = 0; i < width_; ++i) {
      point[i] = from.step * static_cast<float>(from.values[i]);
      along += point[i] * origin[i];
    }
    written[c] = {from.step, centres.square(c) + 2 * along};
    const BitFactors factors = encode_centre(point, origin, head_.metric, codes.data());
    put_code(blocks + c / kBlockRows * block_bytes(width_ / 4), c % kBlockRows, codes, factors);
  }
}

void ListBuilder::write_places(SegmentBytes& bytes) const {
  const auto first_rows = bytes.values<std::uint32_t>(kListFirstRows);
  const auto slots = bytes.values<std::uint32_t>(kListSlots);
  const auto ranks = bytes.values<std::uint32_t>(kListRanks);
  std::copy(ids_.begin(), ids_.end(), bytes.values<std::int64_t>(kListIds).begin());
  std::vector<std::uint32_t> next(first_rows.begin(), first_rows.end());
  std::vector<std::uint32_t> gaps(first_rows.size());
  std::uint32_t block = 0;
  for (std::size_t list = 0; list + 1 < first_rows.size(); ++list) {
    gaps[list] = block * static_cast<std::uint32_t>(kBlockRows) - first_rows[list];
    block += (first_rows[list + 1] - first_rows[list] + 31) / 32;
  }
  for (std::size_t rank = 0; rank < ids_.size(); ++rank) {
    const std::uint32_t row = next[lists_[rank]]++;
    ranks[row] = static_cast<std::uint32_t>(rank);
    slots[rank] = row + gaps[lists_[rank]];
  }
}

Result<void> ListBuilder::write_rows(const Centres& centres, SegmentBytes& bytes,
                                     const CancelFlag& cancel) const {
  const auto first_rows = bytes.values<std::uint32_t>(kListFirstRows);
  const auto ranks = bytes.values<std::uint32_t>(kListRanks);
  const auto slots = bytes.values<std::uint32_t>(kListSlots);
  const auto codes = bytes.values<Int8Code>(kListCodes);
  std::int8_t* values = bytes.values<std::int8_t>(kListValues).data();
  std::uint8_t* blocks = bytes.values<std::uint8_t>(kListBlocks).data();
  const bool l2 = head_.metric == Metric::kL2;
  const std::vector<float> origin = l2 ? std::vector<float>(width_) : origin_;
  std::vector<float> centre(width_);
  std::vector<float> point(width_);
  std::vector<float> anchor(width_);
  std::vector<std::uint8_t> bits(width_ / 4);
  const CodeOps ops = code_ops().back();
  for (std::size_t list = 0; list + 1 < first_rows.size(); ++list) {
    if (cancel.cancelled()) return cancelled();
    const SteppedRow middle = centres.row(list);
    ops.expand(middle.values, middle.step, centre.data(), width_);
    for (std::size_t i = 0; i < width_; ++i) anchor[i] = centre[i] + origin[i];
    for (std::uint32_t r = first_rows[list]; r < first_rows[list + 1]; ++r) {
      const std::uint32_t rank = ranks[r];
      const SteppedRow from = row(rank);
      codes[r] = codes_[rank];
      std::copy_n(from.values, width_, values + r * width_);
      ops.expand(from.values, from.step, point.data(), width_);
      const BitFactors factors =
          encode_bits(point, {head_.metric, centre, anchor}, codes[r].offset, bits.data());
      put_code(blocks + slots[rank] / kBlockRows * block_bytes(width_ / 4),
               slots[rank] % kBlockRows, bits, factors);
    }
  }
  return {};
}

Result<std::shared_ptr<const ListSegment>> ListBuilder::build(const CancelFlag& cancel) {
  Result<Centres> made = centres(cancel);
  if (!made) return std::unexpected(made.error());
  if (Result<void> done = assign(*made, cancel); !done) return std::unexpected(done.error());
  SegmentBytes bytes = laid_out(*made);
  write_centres(*made, bytes);
  write_places(bytes);
  if (Result<void> done = write_rows(*made, bytes, cancel); !done) {
    return std::unexpected(done.error());
  }
  values_ = Int8Matrix();
  Result<std::shared_ptr<ListSegment>> segment = ListSegment::open(std::move(bytes));
  if (!segment) return std::unexpected(segment.error());
  if (Result<void> done = calibrate(**segment, cancel); !done) {
    return std::unexpected(done.error());
  }
  return std::move(*segment);
}

}  // namespace eider::vector_index
