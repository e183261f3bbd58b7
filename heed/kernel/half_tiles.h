// The inner parts of half_product.h: how factors are packed, and the product of one packed strip of
// rows with one packed panel of columns. Each arithmetic has a table of them, made of tiles that
// keep their sums in registers.
//
//   binary16  left [depth][height]  the rows of a strip side by side, each number held twice
//             right [depth][width]  the columns of a panel side by side
//             Numbers are scaled so that the largest of each row and of each column is 1.
//   bfloat16  left [depth / 2][height][2], right [depth / 2][width][2]
//             Two steps of the depth side by side, as the dot product of pairs reads them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed::kernel {

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
  std::int64_t rows;    // that exist: 1 … height
  std::int64_t height;  // of the strip as it was packed
  std::int64_t cols;    // columns of the panel that exist
  const std::byte *left, *right;
  const float *left_scale, *right_scale;  // [rows], [width]; binary16 alone reads them
  float* c;
  std::int64_t c_stride;
  float beta;  // 0: c may be uninitialised
};

struct HalfTiles {
  std::int64_t rows, width;  // of a tile, at most
  std::int64_t unit;         // strips are a multiple of it high
  std::int64_t left_bytes;   // of a packed number of the left factor
  // Packs all lanes into strips of `height` (the last may have fewer lanes), one behind the other:
  // height · (depth, made even) numbers and 16 scales each.
  void (*pack_left)(const Strip&, std::int64_t height, std::byte* packed, float* scale) noexcept;
  // Packs all lanes into panels of `width`: width · (depth, made even) numbers of 2 bytes and
  // `width` scales each. Both begin `panel_bytes` behind those of the panel before.
  void (*pack_right)(const Strip&, std::int64_t panel_bytes, std::byte* packed,
                     float* scale) noexcept;
  void (*multiply)(const HalfTileTask&) noexcept;
};

extern const HalfTiles kBinary16Tiles, kBfloat16Tiles;

}  // namespace heed::kernel
