// Packed weights kept on disk, so that a model is ready in milliseconds. One file for each file of
// weights, precision and instruction set, in $XDG_CACHE_HOME/heed/packed, else
// ~/.cache/heed/packed. It holds nothing that the model's own file does not; deleting it is always
// safe. Integers are little-endian, blocks begin at multiples of 64 bytes:
//
//   Header         what the file is, what it was made from, a digest of it and of the places
//   Place × count  one for each matrix, in the order of the model: its shape and where it lies
//   the path of the weights that it was made from
//   blocks         see kernel/packed.h
//
// It is used only where header and places are whole, its length is what they say, packing lays
// weights out as it did then (a small matrix is packed and compared), and the weights are the same:
// their length, inode and times of change in nanoseconds are as remembered or, where one differs,
// the hash of all their bytes is. So an edited, replaced or restored file of weights is noticed; a
// change that leaves all of these as they were (made below the file system) is not, nor is damage
// inside the blocks.
//
// Written beside its place, synced and renamed, so that readers and other writers see a whole file
// or none; whoever writes also removes the files of models that are gone. Where the folder can't be
// written, heed goes without and says nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "heed/base/files.h"
#include "heed/nn/layers.h"

namespace heed {

class PackedCache {
 public:
  // Looks for what was kept for the weights at `source`; files that pack at once are not kept.
  PackedCache(std::filesystem::path source, Precision precision);

  // Whether these very weights were read and found good before.
  bool source_is_known() const { return known_; }

  // Hands out what was kept, else packs. The result lives no longer than this; what it returns
  // keeps its memory alive itself.
  Pack pack();

  // Writes what pack() returned, where it isn't kept already.
  void keep();

 private:
  struct Kept;  // a mapped file
  std::shared_ptr<const kernel::PackedWeights> next(std::span<const Tensor> matrices);
  bool same_source();
  void write() const;
  static void sweep(const std::filesystem::path& folder);

  std::filesystem::path source_, path_;  // path_ is empty where nothing is to be kept
  Precision precision_;
  bool known_ = false, stale_ = false;
  std::shared_ptr<const Kept> kept_;
  std::optional<std::uint64_t> source_hash_;
  std::vector<std::shared_ptr<const kernel::PackedWeights>> made_;
};

std::filesystem::path packed_cache_folder();

// What is kept of the weights at `source`, in bytes.
std::uint64_t packed_cache_bytes(const std::filesystem::path& source);

}  // namespace heed
