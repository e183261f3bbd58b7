#include "heed/kernel/slots.h"

#include <cstring>

#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {

SlotTotals attend_slots(const Slots& slots, const float* similarities, double* weights) noexcept {
  static AttendSlots* const chosen = [] {
#if defined(__x86_64__)
    if (std::strncmp(tiles().name, "avx512", 6) == 0) return avx512::attend_slots;
    if (std::strcmp(tiles().name, "avx2") == 0) return avx2::attend_slots;
#endif
    return baseline::attend_slots;
  }();
  return chosen(slots, similarities, weights);
}

}  // namespace heed::kernel
