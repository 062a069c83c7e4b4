#pragma once
// Which rows ask the model, in which order, and how many at a time.
//   rows -> groups of equal rows, one of which asks -> ordered so that long shared beginnings stand
//   together -> admitted in groups.
// Invariant: every row is in exactly one group; equal rows are in the same.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace eider::rows {

/// Equal rows in one: `asking` has the first row of each key, in the order of first rows;
/// `group_of` says for each row which entry of `asking` speaks for it.
struct Collapsed {
  std::vector<std::size_t> asking;
  std::vector<std::size_t> group_of;
};

Collapsed collapse(std::span<const std::string> keys);

/// The numbers of the texts in an order in which what begins alike stands together; equal texts
/// keep their order.
std::vector<std::size_t> by_shared_prefix(std::span<const std::string> texts);

/// How many rows to take in now. New rows interrupt those that are being written, so that a few at
/// a time cost more than waiting until a quarter of the places is free; nobody waits where nothing
/// is at work.
std::size_t admitted(std::size_t places, std::size_t free_places, std::size_t waiting);

}  // namespace eider::rows
