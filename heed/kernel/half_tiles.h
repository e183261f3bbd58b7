// The inner parts of half_product.h, with AVX-512 FP16: how factors are packed, and the product of
// one packed strip of rows with one packed panel of columns.
//
//   left   [depth][rows]        the rows of a tile side by side, each binary16 number held twice
//   right  [depth][kHalfWidth]  the columns of a panel side by side
//
// Numbers are scaled so that the largest of each row and of each column of the block is 1.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed::kernel {

constexpr std::int64_t kHalfRows = 14, kHalfWidth = 64;

// `lanes` rows of a left factor or columns of a right one, `depth` numbers each: number k of lane j
// lies at data[j · stride + k] if along_depth, else at data[k · stride + j].
struct Strip {
  const float* data;
  std::int64_t stride;
  bool along_depth;
  std::int64_t lanes, depth;
};

struct HalfTileTask {
  std::int64_t depth;
  std::int64_t rows;  // 1 … kHalfRows
  std::int64_t cols;  // columns of the panel that exist
  const std::byte *left, *right;
  const float *left_scale, *right_scale;  // [rows], [kHalfWidth]
  float* c;
  std::int64_t c_stride;
  float beta;  // 0: c may be uninitialised
};

// Up to kHalfRows lanes; writes 16 scales.
void pack_half_left(const Strip& strip, std::byte* packed, float* scale) noexcept;
// Up to kHalfWidth lanes; writes kHalfWidth scales.
void pack_half_right(const Strip& strip, std::byte* packed, float* scale) noexcept;
void multiply_half_tile(const HalfTileTask& task) noexcept;

}  // namespace heed::kernel
