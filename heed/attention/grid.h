// A Grid says which queries meet which keys in a ragged batch: those of the same item. Numbers on a
// grid (logits, weights) are one tensor of shape [total] in which item b's lie as [queries][keys]
// from at[b]. Grids are for attention in separate steps, where scores are of any kind or weights
// are to be looked at; multi_head.h fuses the steps and needs no grid.
#pragma once

#include <cstdint>
#include <span>

#include "heed/attention/items.h"
#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed {

struct Grid {
  Ragged queries, keys;
  std::span<const std::int64_t> at;  // [items + 1], lives in the pass

  std::int64_t items() const { return queries.items(); }
  std::int64_t total() const { return at.back(); }
};

inline Grid make_grid(Pass& pass, Ragged queries, Ragged keys) {
  require(queries.items() == keys.items(), "queries and keys have equally many items");
  const auto at = pass.scratch<std::int64_t>(static_cast<std::size_t>(queries.items()) + 1);
  at[0] = 0;
  for (std::int64_t i = 0; i < queries.items(); ++i) {
    at[i + 1] = at[i] + std::int64_t{queries.length(i)} * keys.length(i);
  }
  return {queries, keys, at};
}

}  // namespace heed
