// The vectors of up to 64 items, as vectors.h draws them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace heed::store {

class VectorBlock {
 public:
  static constexpr std::int64_t kItems = 64;

  explicit VectorBlock(std::size_t width) : width_(width), bytes_(size(width)) {}
  VectorBlock(std::size_t width, std::uint64_t present, std::span<const std::byte> bytes)
      : width_(width), present_(present), bytes_(bytes.begin(), bytes.end()) {}

  // Of one that is stored, without a copy of it.
  static std::size_t size(std::size_t width) {
    return kItems * (sizeof(float) + width * sizeof(std::int16_t));
  }
  static void read(std::span<const std::byte> bytes, std::size_t at, std::span<float> row);

  void put(std::size_t at, std::span<const float> row);
  void clear(std::size_t at);

  std::uint64_t present() const { return present_; }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::byte* row(std::size_t at);

  std::size_t width_;
  std::uint64_t present_ = 0;
  std::vector<std::byte> bytes_;
};

}  // namespace heed::store
