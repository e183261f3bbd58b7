#include "heed/kernel/packed.h"

#include <algorithm>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kChunk = 112;  // rows whose inputs stay in the second-level cache

// Memory of this thread that grows once and is used again by every product.
template <class T>
T* scratch(std::size_t count) {
  thread_local std::vector<T> memory;
  if (memory.size() < count) memory.resize(count);
  return memory.data();
}

}  // namespace

// The rows of one chunk in the form that the tiles of a precision read.
struct PackedWeights::Inputs {
  std::int64_t stride = 0;
  const float* plain = nullptr;
  std::uint8_t* bytes = nullptr;
  std::uint16_t* pairs = nullptr;
  std::uint32_t* halves = nullptr;
  float* scale = nullptr;
  std::int32_t* zero = nullptr;
};

PackedWeights::Inputs PackedWeights::prepare(const float* x, std::int64_t rows) const {
  Inputs inputs;
  inputs.stride = depth_of(form_, in_);
  const auto numbers = static_cast<std::size_t>(rows * inputs.stride);
  if (form_ == Form::int8) {
    inputs.bytes = scratch<std::uint8_t>(numbers);
    inputs.scale = scratch<float>(static_cast<std::size_t>(rows));
    inputs.zero = scratch<std::int32_t>(static_cast<std::size_t>(rows));
    for (std::int64_t r = 0; r < rows; ++r) {
      std::uint8_t* small = inputs.bytes + r * inputs.stride;
      tiles_->quantise(x + r * in_, in_, small, inputs.scale + r, inputs.zero + r);
      for (std::int64_t k = in_; k < inputs.stride; ++k) small[k] = 0;
    }
  } else if (form_ == Form::pairs) {
    inputs.pairs = scratch<std::uint16_t>(numbers);
    for (std::int64_t r = 0; r < rows; ++r) {
      tiles_->narrow(x + r * in_, in_, inputs.pairs + r * inputs.stride);
    }
  } else if (form_ == Form::half) {
    inputs.halves = scratch<std::uint32_t>(numbers);
    inputs.scale = scratch<float>(static_cast<std::size_t>(rows));
    for (std::int64_t r = 0; r < rows; ++r) {
      tiles_->halve(x + r * in_, in_, inputs.halves + r * in_, inputs.scale + r);
    }
  } else {
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
  const std::int64_t workers = free_threads();
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
  const auto* words = reinterpret_cast<const std::uint16_t*>(panel);
  switch (form_) {
    case Form::f32:
      tiles_->f32(tile, in.plain + r * in.stride, in.stride, reinterpret_cast<const float*>(panel));
      break;
    case Form::bf16:
      tiles_->bf16(tile, in.plain + r * in.stride, in.stride, words);
      break;
    case Form::pairs:
      tiles_->pairs(tile, in.pairs + r * in.stride, in.stride, words);
      break;
    case Form::half:
      tiles_->half(tile, in.halves + r * in.stride, in.stride, words, in.scale + r,
                   scales() + from);
      break;
    case Form::int8:
      tiles_->int8(tile, in.bytes + r * in.stride, in.stride,
                   reinterpret_cast<const std::int8_t*>(panel), {in.scale + r, in.zero + r},
                   {scales() + from, sums() + from});
      break;
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
