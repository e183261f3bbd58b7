// The inner kernels behind PackedWeights: each computes one tile, up to `rows` rows of x by one
// panel of outputs, over the whole depth, with its sums in registers. Every instruction set offers
// the same functions; packed_baseline.cc is the readable spec.
//
//   panel, f32    [in][32] float
//   panel, bf16   [in][32] bfloat16 (the upper half of a float)
//   panel, pairs  [in / 2, rounded up][32][2] bfloat16
//   panel, half   [in][64] binary16, scaled for each output
//   panel, int8   [in / 4, rounded up][32][4] signed bytes
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed::kernel {

struct Tile {
  std::int64_t depth;  // numbers in a row of x
  std::int64_t rows;   // 1 … Tiles::rows
  std::int64_t cols;   // outputs of the panel that exist: 1 … its width
  const float* bias;   // [cols], or null
  float* y;
  std::int64_t y_stride;
  // A share of the next panel, to be brought nearer meanwhile: `ahead_lines` lines of 64 bytes, one
  // for each step of the depth. May be ignored.
  const std::byte* ahead;
  std::int64_t ahead_lines;
};

// How the rows of x were made small: real = scale · (small − zero).
struct RowScales {
  const float* scale;
  const std::int32_t* zero;
};

struct OutputScales {
  const float* scale;
  const std::int32_t* sum;  // of the output's small weights
};

using F32Tile = void(const Tile&, const float* x, std::int64_t stride, const float* panel) noexcept;
using Bf16Tile = void(const Tile&, const float* x, std::int64_t stride,
                      const std::uint16_t* panel) noexcept;
using Int8Tile = void(const Tile&, const std::uint8_t* x, std::int64_t stride,
                      const std::int8_t* panel, RowScales, OutputScales) noexcept;
// x is bfloat16, with zeros up to an even depth.
using PairTile = void(const Tile&, const std::uint16_t* x, std::int64_t stride,
                      const std::uint16_t* panel) noexcept;
// x holds each binary16 number twice, so that one 32-bit broadcast spreads it.
using HalfTile = void(const Tile&, const std::uint32_t* x, std::int64_t stride,
                      const std::uint16_t* panel, const float* row_scale,
                      const float* output_scale) noexcept;
using Quantise = void(const float* x, std::int64_t depth, std::uint8_t* small, float* scale,
                      std::int32_t* zero) noexcept;
using Narrow = void(const float* x, std::int64_t depth, std::uint16_t* small) noexcept;
// y = GELU(y) over the tile's outputs, within 6e-4: what is left of 16-bit or 8-bit inputs.
using GeluTile = void(const Tile&) noexcept;
using Halve = void(const float* x, std::int64_t depth, std::uint32_t* small, float* scale) noexcept;

struct Tiles {
  const char* name;
  std::int64_t rows;  // at most in a tile
  F32Tile* f32;
  Bf16Tile* bf16;
  Int8Tile* int8;
  Quantise* quantise;
  // Null where the machine lacks the arithmetic; of those that it has, half goes before pairs.
  PairTile* pairs = nullptr;
  Narrow* narrow = nullptr;
  HalfTile* half = nullptr;
  Halve* halve = nullptr;
  GeluTile* gelu = nullptr;
};

#define HEED_DECLARE_TILES(isa) \
  namespace isa {               \
  F32Tile f32;                  \
  Bf16Tile bf16;                \
  Int8Tile int8;                \
  Quantise quantise;            \
  PairTile pairs;               \
  Narrow narrow;                \
  HalfTile half;                \
  Halve halve;                  \
  GeluTile gelu, half_gelu;     \
  }
HEED_DECLARE_TILES(baseline)
HEED_DECLARE_TILES(avx2)
HEED_DECLARE_TILES(avx512)
#undef HEED_DECLARE_TILES

constexpr std::int64_t kPanel = 32;
constexpr std::int64_t kHalfPanel = 64;

// n, or the next multiple of `unit` above it.
constexpr std::int64_t up(std::int64_t n, std::int64_t unit) {
  return (n + unit - 1) / unit * unit;
}

struct TilesList {
  const Tiles* const* list;  // the baseline first, the best that this machine runs last
  std::size_t count;
};
TilesList all_tiles();
const Tiles& tiles();  // the best, or the one named by $HEED_ISA

}  // namespace heed::kernel
