// Products of training in 16 bits: C = op(A)·op(B) + beta·C with 16-bit factors and float32
// results, by blocks that fit the caches, both factors packed on the way (Goto and van de Geijn,
// 2008).
//
// With AVX-512 FP16 the factors become binary16, each row and each column of a block scaled by its
// largest number; 128 terms at a time are summed in binary16 and these sums in float32. Gradients
// of any size keep 11 bits of the largest, so no loss scale is needed. With AVX-512 BF16 alone they
// are rounded to bfloat16 and summed in float32 by the dot product of pairs. Elsewhere they are
// rounded to bfloat16 and multiplied in float32, which gains no speed.
//
// Each number of C is summed in the same order whatever the number of threads.
#pragma once

#include "heed/kernel/precision.h"
#include "heed/kernel/product.h"

namespace heed::kernel {

// Uses the thread pool. A product with a side below 16, too small to gain, is in float32.
void multiply_half(const Product& product, RowWork done = {});

// The same in other than this machine's best arithmetic, for tests.
void multiply_half(const Product& product, SixteenBits arithmetic, RowWork done = {});

}  // namespace heed::kernel
