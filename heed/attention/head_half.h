// The forward pass of a head in 16 bits, for inference in 16 bits and less: twice as many products
// to an instruction as in float32. No gradient.
//
// In binary16 products and sums run over at most kHalfKeys terms and go on in float32 from there,
// so that the error of an output stays near 2⁻¹¹ of the largest value, however long the item. In
// bfloat16 all sums are float32's, and each factor is off by 2⁻⁹ of itself.
#pragma once

#include "heed/attention/head_kernel.h"

namespace heed::attention {

constexpr std::int32_t kHalfQueries = 960;  // the most queries that one call should be given
constexpr std::int32_t kHalfRow = 96;       // queries that are worked out together
constexpr std::int32_t kHalfKeys = 128;     // keys in a block

// out rows [first, last). False, with those rows yet to be written, where a head asks for more than
// the binary16 kernel knows (a mask, a window, causal or ALiBi attention, more than 128 columns) or
// holds numbers whose products might leave binary16's range: then float32 has to do it.
using HalfForward = bool(const Head&, std::int32_t first, std::int32_t last,
                         float* scratch) noexcept;

HalfForward* half_forward();  // null where 16 bits gain nothing on this machine

// Floats of 64-byte aligned scratch that a call needs.
constexpr std::size_t half_scratch(std::int32_t depth, std::int32_t width, std::int32_t keys) {
  const auto columns = static_cast<std::size_t>(depth) + static_cast<std::size_t>(width) + 32;
  return columns * (kHalfRow + static_cast<std::size_t>(keys)) + std::size_t{kHalfRow} * kHalfKeys;
}

}  // namespace heed::attention
