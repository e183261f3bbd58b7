#include "heed/kernel/packed.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kAlignment = 64;
constexpr std::int64_t kChunk = 112;  // rows whose inputs stay in the second-level cache

std::int64_t up(std::int64_t n, std::int64_t unit) {
  return (n + unit - 1) / unit * unit;
}

std::uint16_t to_bf16(float value) {  // nearest, ties to even
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return static_cast<std::uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

// Memory of this thread that grows once and is used again by every product.
template <class T>
T* scratch(std::size_t count) {
  thread_local std::vector<T> memory;
  if (memory.size() < count) memory.resize(count);
  return memory.data();
}

}  // namespace

PackedWeights::PackedWeights(std::int64_t out, std::int64_t in, Precision precision,
                             const Tiles& tiles)
    : tiles_(&tiles), out_(out), in_(in), precision_(precision) {
  width_ = half() ? kHalfPanel : kPanel;
  panels_ = (out + width_ - 1) / width_;
  const std::int64_t depth = precision == Precision::int8 ? up(in, 4) : in;
  const std::int64_t each = precision == Precision::f32 ? 4 : precision == Precision::bf16 ? 2 : 1;
  panel_bytes_ = static_cast<std::size_t>(depth * width_ * each);
  const auto part = static_cast<std::size_t>(up(panels_ * width_ * 4, kAlignment));
  scales_at_ =
      static_cast<std::size_t>(up(static_cast<std::int64_t>(panel_bytes_) * panels_, kAlignment));
  sums_at_ = scales_at_ + (half() || precision == Precision::int8 ? part : 0);
  bytes_ = sums_at_ + (precision == Precision::int8 ? part : 0);
}

PackedWeights::PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision)
    : PackedWeights(w, out, in, precision, kernel::tiles()) {}

PackedWeights::PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision,
                             const Tiles& tiles)
    : PackedWeights(out, in, precision, tiles) {
  own_.reset(static_cast<std::byte*>(::operator new[](bytes_, std::align_val_t{kAlignment})));
  block_ = own_.get();
  std::memset(own_.get(), 0, bytes_);
  if (half()) {
    pack_half(w, own_.get());
  } else if (precision == Precision::bf16) {
    pack_bf16(w, own_.get());
  } else if (precision == Precision::int8) {
    pack_int8(w, own_.get());
  } else {
    pack_f32(w, own_.get());
  }
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

bool PackedWeights::half() const {
  return precision_ == Precision::bf16 && tiles_->half != nullptr;
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
  const std::int64_t depth = up(in_, 4);
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

// The rows of one chunk in the form that the tiles of a precision read.
struct PackedWeights::Inputs {
  std::int64_t stride = 0;
  const float* plain = nullptr;
  std::uint8_t* bytes = nullptr;
  std::uint32_t* halves = nullptr;
  float* scale = nullptr;
  std::int32_t* zero = nullptr;
};

PackedWeights::Inputs PackedWeights::prepare(const float* x, std::int64_t rows) const {
  Inputs inputs;
  if (precision_ == Precision::int8) {
    inputs.stride = up(in_, 4);
    inputs.bytes = scratch<std::uint8_t>(static_cast<std::size_t>(rows * inputs.stride));
    inputs.scale = scratch<float>(static_cast<std::size_t>(rows));
    inputs.zero = scratch<std::int32_t>(static_cast<std::size_t>(rows));
    for (std::int64_t r = 0; r < rows; ++r) {
      std::uint8_t* small = inputs.bytes + r * inputs.stride;
      tiles_->quantise(x + r * in_, in_, small, inputs.scale + r, inputs.zero + r);
      for (std::int64_t k = in_; k < inputs.stride; ++k) small[k] = 0;
    }
  } else if (half()) {
    inputs.stride = in_;
    inputs.halves = scratch<std::uint32_t>(static_cast<std::size_t>(rows * in_));
    inputs.scale = scratch<float>(static_cast<std::size_t>(rows));
    for (std::int64_t r = 0; r < rows; ++r) {
      tiles_->halve(x + r * in_, in_, inputs.halves + r * in_, inputs.scale + r);
    }
  } else {
    inputs.stride = in_;
    inputs.plain = x;
  }
  return inputs;
}

namespace {

struct Split {  // of the rows into chunks and of the panels into groups
  std::int64_t rows, panels;
};

// Rows first; where they are too few to keep all threads busy, panels too.
Split split(std::int64_t rows, std::int64_t panels, std::int64_t tile) {
  const std::int64_t workers = threads();
  if (rows >= workers * 2 * tile) {
    const std::int64_t rounds = (rows + workers * kChunk - 1) / (workers * kChunk);
    return {up((rows + workers * rounds - 1) / (workers * rounds), tile), panels};
  }
  const std::int64_t chunks = (rows + kChunk - 1) / kChunk;
  return {(rows + chunks - 1) / chunks, (panels + workers - 1) / workers};
}

}  // namespace

void PackedWeights::multiply(const Inputs& in, const Place& at, const float* bias, Activation act,
                             float* y) const {
  const auto [r, height, p, share, shares] = at;
  const std::byte* panel = block_ + static_cast<std::size_t>(p) * panel_bytes_;
  const std::int64_t from = p * width_;
  const auto lines = p + 1 == panels_ ? 0 : static_cast<std::int64_t>(panel_bytes_ / 64);
  const std::int64_t ahead = lines * share / shares;
  const Tile tile{in_,
                  height,
                  std::min(width_, out_ - from),
                  bias == nullptr ? nullptr : bias + from,
                  y + r * out_ + from,
                  out_,
                  panel + panel_bytes_ + 64 * ahead,
                  lines * (share + 1) / shares - ahead};
  if (half()) {
    tiles_->half(tile, in.halves + r * in.stride, in.stride,
                 reinterpret_cast<const std::uint16_t*>(panel), in.scale + r, scales() + from);
  } else if (precision_ == Precision::int8) {
    tiles_->int8(tile, in.bytes + r * in.stride, in.stride,
                 reinterpret_cast<const std::int8_t*>(panel), {in.scale + r, in.zero + r},
                 {scales() + from, sums() + from});
  } else if (precision_ == Precision::bf16) {
    tiles_->bf16(tile, in.plain + r * in.stride, in.stride,
                 reinterpret_cast<const std::uint16_t*>(panel));
  } else {
    tiles_->f32(tile, in.plain + r * in.stride, in.stride, reinterpret_cast<const float*>(panel));
  }
  if (fuses(act)) tiles_->gelu(tile);
}

bool PackedWeights::fuses(Activation act) const {
  return act == Activation::gelu && precision_ != Precision::f32 && tiles_->gelu != nullptr;
}

void packed_linear(const float* x, std::int64_t rows, const PackedWeights& w, const float* bias,
                   Activation act, float* y) {
  if (rows == 0 || w.out_ == 0) return;
  const Tiles& tiles = *w.tiles_;
  const Split task = split(rows, w.panels_, tiles.rows);
  const std::int64_t groups = (w.panels_ + task.panels - 1) / task.panels;
  const std::int64_t chunks = (rows + task.rows - 1) / task.rows;

  const auto run = [&](std::int64_t chunk, std::int64_t group) {
    const std::int64_t top = chunk * task.rows;
    const std::int64_t height = std::min(task.rows, rows - top);
    const auto in = w.prepare(x + top * w.in_, height);
    // Tiles of nearly equal height: 16 rows are 8 + 8 rather than 14 + 2.
    const std::int64_t count = (height + tiles.rows - 1) / tiles.rows;
    const std::int64_t last = std::min(w.panels_, (group + 1) * task.panels);
    for (std::int64_t p = group * task.panels; p < last; ++p) {
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t r = height * i / count;
        w.multiply(in, {r, height * (i + 1) / count - r, p, i, count}, bias, act, y + top * w.out_);
      }
    }
    if (act == Activation::none || w.fuses(act)) return;
    const std::int64_t begin = group * task.panels * w.width_;
    const std::int64_t end = std::min(w.out_, last * w.width_);
    for (std::int64_t r = top; r < top + height; ++r) {
      float* row = y + r * w.out_ + begin;
      kernels().activate(act, row, row, static_cast<std::size_t>(end - begin));
    }
  };
  parallel_for(static_cast<std::size_t>(chunks * groups), 1, [&](std::size_t i, std::size_t) {
    run(static_cast<std::int64_t>(i) / groups, static_cast<std::int64_t>(i) % groups);
  });
}

void rounding_of_inputs(const float* x, std::int64_t rows, const PackedWeights& w, float* rest) {
  require(w.precision_ == Precision::int8, "other precisions do not round their inputs to 8 bits");
  for (std::int64_t r = 0; r < rows; ++r, x += w.in_, rest += w.in_) {
    const auto in = w.prepare(x, 1);
    for (std::int64_t k = 0; k < w.in_; ++k) {
      rest[k] = x[k] - *in.scale * static_cast<float>(in.bytes[k] - *in.zero);
    }
  }
}

}  // namespace heed::kernel
