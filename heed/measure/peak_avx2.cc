#if defined(__x86_64__)
#include "heed/measure/peak.h"
#include "heed/measure/peak_body.h"

double heed::measure::avx2::f32(long rounds, float* sink) noexcept {
  typedef float Vector __attribute__((vector_size(32)));
  return burn_f32<Vector>(rounds, sink);
}
#endif
