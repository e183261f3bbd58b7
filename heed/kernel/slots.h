// Softmax over many slots and a null slot, in double: the arithmetic of attention over a memory,
// for one row of similarities.
//
//   logit_j = scale · s_j − offset_j, or −∞ where s_j < reach_j
//   weight  = softmax(null_logit, logit_0, …, logit_{n−1})
//
// Exponentials are within 2 units in the last place. Does not fail, allocate or keep state.
#pragma once

#include <cstddef>

namespace heed::kernel {

struct Slots {
  std::size_t count;
  const double* offsets;
  const double* reach;
  const double* values;
  double scale;
  double null_logit;
};

// `weights` has room for `count` numbers; what it holds then is weight_j · total.
struct SlotTotals {
  double null_part;  // exp(null_logit − largest)
  double total;      // null_part + Σ weights
  double value;      // Σ weights · values
};

SlotTotals attend_slots(const Slots& slots, const float* similarities, double* weights) noexcept;

using AttendSlots = SlotTotals(const Slots&, const float*, double*) noexcept;
namespace baseline {
AttendSlots attend_slots;
}
namespace avx2 {
AttendSlots attend_slots;
}
namespace avx512 {
AttendSlots attend_slots;
}

}  // namespace heed::kernel
