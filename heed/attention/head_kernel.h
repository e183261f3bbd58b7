// The arithmetic of one attention head on raw rows: softmax(q·kᵀ · scale + bias) · v and its
// gradient, without ever holding the whole score matrix. Keys are taken in blocks while each query
// keeps a running maximum and sum (online softmax: Milakov and Gimelshein, 2018; FlashAttention-2:
// Dao, 2023); the backward pass works the weights out again from the saved log-sums.
//
// Queries lie in the lanes of a vector: scores are kept as [key][query], so that maxima and sums
// need no work across lanes, and keys and values are read as they lie, one number for all lanes.
//
// One source, head_body.h, is compiled for each instruction set; head_kernels() picks the widest
// that the machine has. Free of allocation, threads and exceptions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace heed::attention {

// Rows of floats, `stride` floats apart.
struct Rows {
  float* data = nullptr;
  std::int64_t stride = 0;
};

// What query i may see of keys, both counted from the item's first row.
struct Sight {
  bool causal = false;                 // keys j ≤ i
  std::int32_t window = -1;            // keys with |i − j| ≤ window; −1: any
  const std::uint8_t* mask = nullptr;  // [queries][keys], 0: hidden; null: none
  float slope = 0;                     // ALiBi: −slope · |i − j| is added to the logit
};

struct Dropout {
  std::uint32_t seed = 0;
  float rate = 0;  // the share of weights set to zero; the rest are scaled by 1 / (1 − rate)
};

struct Head {
  Rows q, k, v, out;
  std::int32_t queries = 0, keys = 0;
  std::int32_t depth = 0, width = 0;  // numbers in a row of q and k, and in a row of v and out
  float scale = 1;
  Sight sight;
  Dropout dropout;
  float* log_sum = nullptr;  // [queries]: log2 of each softmax's sum, for backward; may be null
};

struct HeadGradients {
  Rows dq, dk, dv, dout;  // backward adds to the first three where they are not null
};

struct HeadKernels {
  const char* name;
  std::int32_t block;  // the most queries that one call of forward() should be given

  // out rows [first, last), last − first ≤ block. A query that sees nothing gives zeros.
  void (*forward)(const Head&, std::int32_t first, std::int32_t last, float* scratch) noexcept;
  void (*backward)(const Head&, const HeadGradients&, float* scratch) noexcept;
};

// Floats of 64-byte aligned scratch that a call needs.
std::size_t forward_scratch(std::int32_t depth, std::int32_t width);
std::size_t backward_scratch(std::int32_t depth, std::int32_t width, std::int32_t keys);

const HeadKernels& head_kernels();  // the best for this machine, or what HEED_ISA names
std::span<const HeadKernels* const> all_kernels();  // those that this machine can run, best first

}  // namespace heed::attention
