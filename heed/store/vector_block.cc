#include "heed/store/vector_block.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "heed/base/error.h"

namespace heed::store {
namespace {

constexpr float kLargest = 32767;
constexpr std::size_t kScales = VectorBlock::kItems * sizeof(float);

}  // namespace

std::byte* VectorBlock::row(std::size_t at) {
  return bytes_.data() + kScales + at * width_ * sizeof(std::int16_t);
}

void VectorBlock::put(std::size_t at, std::span<const float> values) {
  require(values.size() == width_, "a vector is as wide as its encoder's");
  float largest = 0;
  for (const float x : values) largest = std::max(largest, std::abs(x));
  const float steps = largest == 0 ? 0 : kLargest / largest;
  double length = 0, rounded = 0;  // squares: the scale makes up for what rounding did to it
  for (std::size_t i = 0; i < width_; ++i) {
    const auto x = static_cast<std::int16_t>(std::lrint(values[i] * steps));
    std::memcpy(row(at) + i * sizeof x, &x, sizeof x);
    length += std::pow(static_cast<double>(values[i]), 2);
    rounded += std::pow(static_cast<double>(x), 2);
  }
  require(std::isfinite(length), "a vector has numbers only");
  const auto scale = static_cast<float>(rounded == 0 ? 0 : std::sqrt(length / rounded));
  std::memcpy(bytes_.data() + at * sizeof(float), &scale, sizeof scale);
  present_ |= std::uint64_t{1} << at;
}

void VectorBlock::clear(std::size_t at) {
  std::memset(bytes_.data() + at * sizeof(float), 0, sizeof(float));
  std::memset(row(at), 0, width_ * sizeof(std::int16_t));
  present_ &= ~(std::uint64_t{1} << at);
}

// Eight at a time, so that any compiler makes vector instructions of it.
void VectorBlock::read(std::span<const std::byte> bytes, std::size_t at, std::span<float> row) {
  float scale = 0;
  std::memcpy(&scale, bytes.data() + at * sizeof(float), sizeof scale);
  const std::byte* from = bytes.data() + kScales + at * row.size() * sizeof(std::int16_t);
  std::array<std::int16_t, 8> some;
  std::size_t i = 0;
  for (; i + some.size() <= row.size(); i += some.size()) {
    std::memcpy(some.data(), from + i * sizeof(std::int16_t), sizeof some);
    for (std::size_t k = 0; k < some.size(); ++k) row[i + k] = scale * static_cast<float>(some[k]);
  }
  for (; i < row.size(); ++i) {
    std::memcpy(some.data(), from + i * sizeof(std::int16_t), sizeof(std::int16_t));
    row[i] = scale * static_cast<float>(some[0]);
  }
}

}  // namespace heed::store
