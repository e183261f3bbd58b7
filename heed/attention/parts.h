// A sparse form that splits items into parts that do not see each other, so that each part is
// attention over fewer rows and the cost falls with their length:
//
//   block b   rows b·n … b·n + n − 1 of an item are a part             (n queries see n keys)
//   stride s  rows r, r + s, r + 2s … are a part, for each r < s       (a window counts strides)
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed::attention {

struct Part {
  std::int32_t item;
  std::int32_t q0, k0;         // its first rows, counted from the start of the batch
  std::int32_t queries, keys;  // how many rows, `stride` apart
  std::int32_t saved;          // where its own queries begin among all parts' queries
};

// Either block > 0 or stride > 1, or neither: then items are parts.
inline std::span<const Part> split(Pass& pass, Ragged queries, Ragged keys, std::int32_t block,
                                   std::int32_t stride) {
  const auto pieces = [&](std::int64_t item) {
    const std::int32_t longest = std::max(queries.length(item), keys.length(item));
    if (block > 0) return (longest + block - 1) / block;
    return std::min(stride, std::max(1, longest));
  };
  std::size_t count = 0;
  for (std::int64_t item = 0; item < queries.items(); ++item) count += pieces(item);
  const auto parts = pass.scratch<Part>(count);
  std::size_t next = 0;
  std::int32_t saved = 0;
  for (std::int32_t item = 0; item < queries.items(); ++item) {
    const auto rows = [&](Ragged of, std::int32_t piece) {
      const std::int32_t n = of.length(item);
      if (block > 0) return std::clamp(n - piece * block, 0, block);
      return (std::max(0, n - piece) + stride - 1) / stride;
    };
    for (std::int32_t piece = 0; piece < pieces(item); ++piece) {
      const std::int32_t skip = block > 0 ? piece * block : piece;
      parts[next++] = {item,
                       queries.begin(item) + skip,
                       keys.begin(item) + skip,
                       rows(queries, piece),
                       rows(keys, piece),
                       saved};
      saved += rows(queries, piece);
    }
  }
  return parts;
}

}  // namespace heed::attention
