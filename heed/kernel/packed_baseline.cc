// The readable spec of the tile kernels, and what runs on any machine.
#include <cmath>
#include <cstring>

#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

float widen(std::uint16_t bits) {
  const std::uint32_t wide = static_cast<std::uint32_t>(bits) << 16;
  float value;
  std::memcpy(&value, &wide, sizeof value);
  return value;
}

template <class Weight, class Widen>
void product(const Tile& t, const float* x, std::int64_t stride, const Weight* panel,
             Widen to_float) {
  for (std::int64_t r = 0; r < t.rows; ++r) {
    float sums[kPanel] = {};
    for (std::int64_t k = 0; k < t.depth; ++k) {
      const float a = x[r * stride + k];
      for (std::int64_t c = 0; c < kPanel; ++c) sums[c] += a * to_float(panel[k * kPanel + c]);
    }
    for (std::int64_t c = 0; c < t.cols; ++c) {
      t.y[r * t.y_stride + c] = sums[c] + (t.bias == nullptr ? 0 : t.bias[c]);
    }
  }
}

}  // namespace

void baseline::f32(const Tile& t, const float* x, std::int64_t stride,
                   const float* panel) noexcept {
  product(t, x, stride, panel, [](float w) { return w; });
}

void baseline::bf16(const Tile& t, const float* x, std::int64_t stride,
                    const std::uint16_t* panel) noexcept {
  product(t, x, stride, panel, widen);
}

void baseline::int8(const Tile& t, const std::uint8_t* x, std::int64_t stride,
                    const std::int8_t* panel, RowScales rows, OutputScales outputs) noexcept {
  for (std::int64_t r = 0; r < t.rows; ++r) {
    std::int32_t sums[kPanel] = {};
    for (std::int64_t k = 0; k < t.depth; ++k) {
      const std::int32_t a = x[r * stride + k];
      const std::int8_t* w = panel + (k / 4) * (4 * kPanel) + k % 4;
      for (std::int64_t c = 0; c < kPanel; ++c) sums[c] += a * w[4 * c];
    }
    for (std::int64_t c = 0; c < t.cols; ++c) {
      const auto exact = static_cast<float>(sums[c] - rows.zero[r] * outputs.sum[c]);
      t.y[r * t.y_stride + c] =
          exact * (rows.scale[r] * outputs.scale[c]) + (t.bias == nullptr ? 0 : t.bias[c]);
    }
  }
}

// The range always holds 0, so that 0 stays exactly 0.
void baseline::quantise(const float* x, std::int64_t depth, std::uint8_t* small, float* scale,
                        std::int32_t* zero) noexcept {
  float low = 0;
  float high = 0;
  for (std::int64_t k = 0; k < depth; ++k) {
    low = x[k] < low ? x[k] : low;
    high = x[k] > high ? x[k] : high;
  }
  *scale = (high - low) / 255.0f;
  const float inverse = *scale > 0 ? 1.0f / *scale : 0.0f;
  *zero = static_cast<std::int32_t>(std::nearbyintf(-low * inverse));
  for (std::int64_t k = 0; k < depth; ++k) {
    const auto q = static_cast<std::int32_t>(std::nearbyintf(x[k] * inverse)) + *zero;
    small[k] = static_cast<std::uint8_t>(q < 0 ? 0 : q > 255 ? 255 : q);
  }
}

}  // namespace heed::kernel
