// Scratch memory of the calling thread: it grows to the largest size ever asked for and is then
// reused, so that work allocates nothing in steady state.
#pragma once

#include <cstddef>

namespace heed::attention {

// `floats` uninitialised numbers, 64-byte aligned, valid until this thread asks again.
float* workspace(std::size_t floats);

}  // namespace heed::attention
