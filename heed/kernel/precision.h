// The precision of products. What bf16 means on a machine is said in packed.h for inference and in
// half_product.h for training.
#pragma once

namespace heed {

enum class Precision { f32, bf16, int8 };

}  // namespace heed
