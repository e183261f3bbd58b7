// Multi-head attention over ragged batches, fused: for each item and head
//   softmax(q·kᵀ · scale + bias) · v
// and its gradient, for self, cross and causal attention, grouped heads, masks, local windows,
// blocks, strides, ALiBi and dropout. The score matrix never exists as a whole, forward or
// backward: memory grows with the tokens alone, and with a window, blocks or strides with a window
// so does the work. Nothing is allocated in steady state, and the result is the same for any number
// of threads.
//
// Sources: Vaswani et al. 2017; Ainslie et al. 2023 (grouped heads); Press et al. 2022 (ALiBi);
// Dao 2023 (the order of the work).
#pragma once

#include <cstdint>
#include <span>

#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed {

// Columns [first, first + width) of a tensor: so that q, k and v may come from one matrix product.
struct Columns {
  Tensor of;
  std::int64_t first = 0;
  std::int64_t width = 0;

  Columns(Tensor whole) : of(whole), width(whole.cols()) {}
  Columns(Tensor whole, std::int64_t begin, std::int64_t count)
      : of(whole), first(begin), width(count) {}
};

struct MultiHead {
  int heads = 1;
  int kv_heads =
      0;  // 0: as many as heads; else divides them, and head h reads h / (heads / kv_heads)
  float scale = 0;  // 0: 1 / √(width of a head of q)
  bool causal = false;
  int window = -1;  // query i sees keys |i − j| ≤ window; −1: all
  int block = 0;    // n: rows only see those of their own block of n; 0: all
  int stride = 1;   // s: query i sees keys with i − j a multiple of s; a window counts in strides
  // For each item [queries][keys], item after item, for all heads alike; 0 hides. Empty: none.
  std::span<const std::uint8_t> mask{};
  std::span<const float> slopes{};  // ALiBi: one per head; empty: none. See positions.h.
  float dropout = 0;                // of weights, in training only
  bool half = false;  // when inferring: in binary16 where the machine can, see head_half.h
};

// q [query tokens, heads·d], k [key tokens, kv_heads·d], v [key tokens, kv_heads·e]
//   → [query tokens, heads·e].
// Query and key positions are counted from the start of their items. `queries` and `keys` have
// equally many items. A query that sees nothing gives zeros. `options.mask` and `.slopes` must
// outlive the pass's run.
Tensor multi_head_attention(Pass& pass, Columns q, Columns k, Columns v, Ragged queries,
                            Ragged keys, const MultiHead& options);

// Self attention on [tokens, 3 · width], with q, k and v side by side: → [tokens, width].
Tensor self_attention(Pass& pass, Tensor qkv, Ragged items, const MultiHead& options);

}  // namespace heed
