#include "heed/measure/peak.h"
#include "heed/measure/peak_body.h"

double heed::measure::baseline::f32(long rounds, float* sink) noexcept {
  typedef float Vector __attribute__((vector_size(16)));
  return burn_f32<Vector>(rounds, sink);
}
