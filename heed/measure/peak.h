// What this machine can do at most, measured: multiplications and additions that stay in registers,
// in each precision, and numbers streamed from memory.
#pragma once

namespace heed::measure {

struct Peak {
  double f32 = 0, half = 0, int8 = 0;  // 10⁹ operations/s; half and int8: 0 where there are none
};

Peak peak(int threads);
double memory_bandwidth(int threads);  // 10⁹ bytes/s, read and written

// Each does `rounds` rounds and returns the operations done; `sink` takes what was worked out.
using Burn = double(long rounds, float* sink) noexcept;
namespace baseline {
Burn f32;
}
namespace avx2 {
Burn f32;
}
namespace avx512 {
Burn f32, bf16, half, int8;
}

}  // namespace heed::measure
