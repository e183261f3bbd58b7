// Products with weights that are packed once, at load, for inference: y = act(x · Wᵀ + bias).
//
// Packing lays W [out][in] out in panels of a few dozen outputs, each panel one run of memory in
// the order in which the tile kernels read it. Three precisions of one definition:
//
//   f32   float32 weights and arithmetic.
//   bf16  16-bit weights. With AVX-512 FP16: binary16 products of inputs and weights scaled to at
//         most 1, summed in binary16 over 128 terms and in float32 from there (CPUs that have it do
//         bfloat16 dot products at half the rate of float32 ones). With AVX-512 BF16 alone: inputs
//         and weights in bfloat16, summed in float32. Elsewhere: bfloat16 weights widened to
//         float32 in registers.
//   int8  8-bit weights, one scale for each output; inputs become 8-bit with a scale and a zero
//         point for each row; sums are exact 32-bit integers.
//
// A row's result depends neither on the other rows nor on the number of threads.
//
// Packed weights are one block of memory, which may be kept in a file and looked at there later:
//
//   panels, each panel_bytes long   float scales, one for each output (half, int8)
//   int32 sums, one for each output (int8)      every part begins at a multiple of 64 bytes
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>

#include "heed/kernel/precision.h"
#include "heed/kernel/table.h"

namespace heed {

namespace kernel {

struct Tiles;

class PackedWeights {
 public:
  // w is dense [out][in], and may go away afterwards. `tiles` decides layout and arithmetic.
  PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision,
                const Tiles& tiles);
  PackedWeights(const float* w, std::int64_t out, std::int64_t in, Precision precision);

  // Looks at the block() of weights of the same shape, precision and tiles, which must outlive
  // this; it begins at a multiple of 64 bytes and is block_bytes() long.
  PackedWeights(std::span<const std::byte> block, std::int64_t out, std::int64_t in,
                Precision precision, const Tiles& tiles);
  static std::size_t block_bytes(std::int64_t out, std::int64_t in, Precision precision,
                                 const Tiles& tiles);

  std::int64_t out() const { return out_; }
  std::int64_t in() const { return in_; }
  Precision precision() const { return precision_; }
  std::span<const std::byte> block() const { return {block_, bytes_}; }

 private:
  friend void packed_linear(const float*, std::int64_t, const PackedWeights&, const float*,
                            Activation, float*);
  friend void rounding_of_inputs(const float*, std::int64_t, const PackedWeights&, float*);
  struct Free {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };

  enum class Form { f32, bf16, pairs, half, int8 };  // of panels: see packed_tiles.h
  static Form form_of(Precision precision, const Tiles& tiles);
  static std::int64_t depth_of(Form form, std::int64_t in);
  PackedWeights(std::int64_t out, std::int64_t in, Precision precision, const Tiles& tiles);

  void pack(const float* w, std::byte* block) const;
  void pack_f32(const float* w, std::byte* block) const;
  void pack_bf16(const float* w, std::byte* block) const;
  void pack_pairs(const float* w, std::byte* block) const;
  void pack_half(const float* w, std::byte* block) const;
  void pack_int8(const float* w, std::byte* block) const;
  const float* scales() const { return reinterpret_cast<const float*>(block_ + scales_at_); }
  const std::int32_t* sums() const {
    return reinterpret_cast<const std::int32_t*>(block_ + sums_at_);
  }

  struct Inputs;  // some rows of x, as the tiles read them
  Inputs prepare(const float* x, std::int64_t rows) const;
  // One tile of `height` rows from r on, which count from the chunk's first row, that lies at in
  // and y. `share` of `shares`: the part of the next panel to be fetched ahead.
  struct Place {
    std::int64_t r, height, panel, share, shares;
  };
  void multiply(const Inputs& in, const Place& at, const float* bias, Activation act,
                float* y) const;
  bool fuses(Activation act) const;  // whether multiply takes care of the activation

  const Tiles* tiles_;
  std::int64_t out_, in_;
  Precision precision_;
  Form form_;
  std::int64_t width_;  // outputs in a panel
  std::int64_t panels_;
  std::size_t panel_bytes_;
  std::size_t scales_at_, sums_at_, bytes_;  // in the block
  std::unique_ptr<std::byte[], Free> own_;   // null: the block is another's
  const std::byte* block_ = nullptr;
};

// x is dense [rows][in], y [rows][out]; bias is [out] or null. Uses the thread pool.
void packed_linear(const float* x, std::int64_t rows, const PackedWeights& w, const float* bias,
                   Activation act, float* y);

// What an int8 product leaves out of its inputs: x less the 8-bit numbers that stand for it. x and
// rest are dense [rows][in].
void rounding_of_inputs(const float* x, std::int64_t rows, const PackedWeights& w, float* rest);

}  // namespace kernel
}  // namespace heed
