// The precision of products. What bf16 means on a machine is said in packed.h for inference and in
// half_product.h for training.
#pragma once

namespace heed {

enum class Precision { f32, bf16, int8 };

namespace kernel {

// What 16-bit precision multiplies: binary16, bfloat16 by its dot product, or bfloat16 in float32.
enum class SixteenBits { widened, bfloat16, binary16 };
SixteenBits sixteen_bits();  // here: what the machine has, and HEED_ISA lets it

}  // namespace kernel

}  // namespace heed
