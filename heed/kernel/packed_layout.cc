// How PackedWeights lays weights out in panels; packed_tiles.h draws the forms.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "heed/base/error.h"
#include "heed/kernel/packed.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kAlignment = 64;

std::uint16_t to_bf16(float value) {  // nearest, ties to even
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return static_cast<std::uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

}  // namespace

PackedWeights::Form PackedWeights::form_of(Precision precision, const Tiles& tiles) {
  switch (precision) {
    case Precision::f32:
      return Form::f32;
    case Precision::bf16:
      return tiles.half != nullptr ? Form::half : tiles.pairs != nullptr ? Form::pairs : Form::bf16;
    case Precision::int8:
      return Form::int8;
  }
  return Form::f32;
}

// Numbers that a row takes, with zeros behind its own.
std::int64_t PackedWeights::depth_of(Form form, std::int64_t in) {
  return form == Form::int8 ? up(in, 4) : form == Form::pairs ? up(in, 2) : in;
}

PackedWeights::PackedWeights(std::int64_t out, std::int64_t in, Precision precision,
                             const Tiles& tiles)
    : tiles_(&tiles),
      out_(out),
      in_(in),
      precision_(precision),
      form_(form_of(precision, tiles)),
      width_(form_ == Form::half ? kHalfPanel : kPanel),
      panels_((out + width_ - 1) / width_) {
  const std::int64_t each = form_ == Form::f32 ? 4 : form_ == Form::int8 ? 1 : 2;
  panel_bytes_ = static_cast<std::size_t>(depth_of(form_, in) * width_ * each);
  const auto part = static_cast<std::size_t>(up(panels_ * width_ * 4, kAlignment));
  scales_at_ =
      static_cast<std::size_t>(up(static_cast<std::int64_t>(panel_bytes_) * panels_, kAlignment));
  sums_at_ = scales_at_ + (form_ == Form::half || form_ == Form::int8 ? part : 0);
  bytes_ = sums_at_ + (form_ == Form::int8 ? part : 0);
}

PackedWeights::PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision)
    : PackedWeights(w, out, in, precision, kernel::tiles()) {}

PackedWeights::PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision,
                             const Tiles& tiles)
    : PackedWeights(out, in, precision, tiles) {
  own_.reset(static_cast<std::byte*>(::operator new[](bytes_, std::align_val_t{kAlignment})));
  block_ = own_.get();
  std::memset(own_.get(), 0, bytes_);
  pack(w, own_.get());
}

PackedWeights::PackedWeights(std::span<const std::byte> block, std::int64_t out, std::int64_t in,
                             Precision precision, const Tiles& tiles)
    : PackedWeights(out, in, precision, tiles) {
  require(block.size() == bytes_, "a block of packed weights has its shape's size");
  require(reinterpret_cast<std::uintptr_t>(block.data()) % kAlignment == 0, "the block is aligned");
  block_ = block.data();
}

std::size_t PackedWeights::block_bytes(std::int64_t out, std::int64_t in, Precision precision,
                                       const Tiles& tiles) {
  return PackedWeights(out, in, precision, tiles).bytes_;
}

void PackedWeights::pack(const float* w, std::byte* block) const {
  switch (form_) {
    case Form::f32:
      return pack_f32(w, block);
    case Form::bf16:
      return pack_bf16(w, block);
    case Form::pairs:
      return pack_pairs(w, block);
    case Form::half:
      return pack_half(w, block);
    case Form::int8:
      return pack_int8(w, block);
  }
}

void PackedWeights::pack_f32(const float* w, std::byte* block) const {
  auto* to = reinterpret_cast<float*>(block);
  for (std::int64_t o = 0; o < out_; ++o) {
    float* panel = to + o / width_ * in_ * width_ + o % width_;
    for (std::int64_t k = 0; k < in_; ++k) panel[k * width_] = w[o * in_ + k];
  }
}

void PackedWeights::pack_bf16(const float* w, std::byte* block) const {
  auto* to = reinterpret_cast<std::uint16_t*>(block);
  for (std::int64_t o = 0; o < out_; ++o) {
    std::uint16_t* panel = to + o / width_ * in_ * width_ + o % width_;
    for (std::int64_t k = 0; k < in_; ++k) panel[k * width_] = to_bf16(w[o * in_ + k]);
  }
}

void PackedWeights::pack_pairs(const float* w, std::byte* block) const {
  const std::int64_t depth = depth_of(form_, in_);
  auto* to = reinterpret_cast<std::uint16_t*>(block);
  for (std::int64_t o = 0; o < out_; ++o) {
    std::uint16_t* panel = to + o / width_ * depth * width_ + 2 * (o % width_);
    for (std::int64_t k = 0; k < in_; ++k) {
      panel[k / 2 * 2 * width_ + k % 2] = to_bf16(w[o * in_ + k]);
    }
  }
}

void PackedWeights::pack_half(const float* w, std::byte* block) const {
  auto* to = reinterpret_cast<std::uint16_t*>(block);
  auto* scale = reinterpret_cast<float*>(block + scales_at_);
  std::vector<std::uint32_t> row(static_cast<std::size_t>(in_));
  for (std::int64_t o = 0; o < out_; ++o) {
    tiles_->halve(w + o * in_, in_, row.data(), scale + o);
    std::uint16_t* panel = to + o / width_ * in_ * width_ + o % width_;
    for (std::int64_t k = 0; k < in_; ++k) {
      panel[k * width_] = static_cast<std::uint16_t>(row[static_cast<std::size_t>(k)]);
    }
  }
}

void PackedWeights::pack_int8(const float* w, std::byte* block) const {
  const std::int64_t depth = depth_of(form_, in_);
  auto* to = reinterpret_cast<std::int8_t*>(block);
  auto* scale = reinterpret_cast<float*>(block + scales_at_);
  auto* sum = reinterpret_cast<std::int32_t*>(block + sums_at_);
  for (std::int64_t o = 0; o < out_; ++o) {
    float most = 0;
    for (std::int64_t k = 0; k < in_; ++k) most = std::max(most, std::abs(w[o * in_ + k]));
    scale[o] = most > 0 ? most / 127.0f : 1.0f;
    std::int8_t* panel = to + o / width_ * depth * width_ + 4 * (o % width_);
    for (std::int64_t k = 0; k < in_; ++k) {
      const float real = w[o * in_ + k] / scale[o];
      const auto small = static_cast<std::int8_t>(real + std::copysign(0.5f, real));
      panel[k / 4 * 4 * width_ + k % 4] = small;
      sum[o] += small;
    }
  }
}

}  // namespace heed::kernel
