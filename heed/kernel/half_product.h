// Products of training in 16 bits: C = op(A)·op(B) + beta·C with 16-bit factors and float32
// results, by blocks that fit the caches, both factors packed on the way (Goto and van de Geijn,
// 2008).
//
// With AVX-512 FP16 the factors become binary16, each row and each column of a block scaled by its
// largest number; 128 terms at a time are summed in binary16 and these sums in float32. Gradients
// of any size keep 11 bits of the largest, so no loss scale is needed. Elsewhere the factors are
// rounded to bfloat16 and multiplied in float32, which gains no speed: the bfloat16 dot product of
// many CPUs has half the throughput of their float32 one.
//
// Each number of C is summed in the same order whatever the number of threads.
#pragma once

#include "heed/kernel/product.h"

namespace heed::kernel {

// Uses the thread pool. A product with a side below 16, too small to gain, is in float32.
void multiply_half(const Product& product);

// Which arithmetic this machine has for it; tests ask for the other one.
enum class HalfArithmetic { binary16, rounded_bfloat16 };
HalfArithmetic half_arithmetic();
void multiply_half(const Product& product, HalfArithmetic arithmetic);

}  // namespace heed::kernel
