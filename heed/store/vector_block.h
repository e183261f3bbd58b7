// The vectors of up to 64 items, as vectors.h draws them: to be changed (VectorBlock), and read
// where they lie (StoredBlock).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heed::store {

class VectorBlock {
 public:
  static constexpr std::int64_t kItems = 64;

  explicit VectorBlock(std::size_t width)
      : width_(width), scales_(kItems), numbers_(kItems * width) {}

  void put(std::size_t at, std::span<const float> vector);
  void clear(std::size_t at);

  std::uint64_t present() const { return present_; }
  std::vector<std::byte> bytes() const;  // in the shorter form

 private:
  friend class StoredBlock;
  std::span<std::int16_t> row(std::size_t at) {
    return std::span(numbers_).subspan(at * width_, width_);
  }

  std::size_t width_;
  std::uint64_t present_ = 0;
  std::vector<float> scales_;
  std::vector<std::int16_t> numbers_;
};

// A view of bytes that are stored: they must outlive it. Bytes that are no block of this width, or
// are damaged, hold no items.
class StoredBlock {
 public:
  StoredBlock(std::size_t width, std::uint64_t present, std::span<const std::byte> bytes);

  std::uint64_t present() const { return present_; }

  // Of the items that are present, in order: their vectors, and the product of each with another.
  void vectors(std::span<float> out) const;
  void products(std::span<const float> with, std::span<float> out) const;

  VectorBlock copy() const;

 private:
  template <class Visit>
  void each(const Visit& visit) const;

  std::size_t width_;
  std::uint64_t present_;
  std::span<const std::byte> bytes_;
  bool sparse_;
  std::array<std::uint32_t, VectorBlock::kItems> counts_;  // of each row's numbers, where sparse
};

}  // namespace heed::store
