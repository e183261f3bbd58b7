// attend_slots for vectors of HEED_LANES doubles, in namespace HEED_ISA. Included once by each
// instruction set's source.
#include <cstdint>

#include "heed/kernel/slots.h"

namespace heed::kernel {
namespace {

typedef double Vector __attribute__((vector_size(8 * HEED_LANES)));
typedef std::int64_t Integers __attribute__((vector_size(8 * HEED_LANES)));
constexpr std::size_t kLanes = HEED_LANES;

inline __attribute__((always_inline)) Vector all(double x) {
  return x - Vector{};
}

// e^x for x ≤ 0 (and −∞): 2^n · e^r with |r| ≤ ln 2 / 2, a Taylor polynomial of degree 12 for e^r.
// Below −700 the result is 0.
inline __attribute__((always_inline)) Vector exp_below(Vector x) {
  const Vector shifter = all(0x1.8p52);  // adding it rounds to an integer in the low bits
  const Vector clamped = x < -700.0 ? all(-700.0) : x;
  const Vector shifted = clamped * 1.44269504088896340736 + shifter;
  const Vector n = shifted - shifter;
  const Vector r = clamped - n * 6.93147180369123816490e-01 - n * 1.90821492927058770002e-10;
  Vector p = all(1.0 / 479001600);
  constexpr double kCoefficients[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                                      1.0 / 5040,     1.0 / 720,     1.0 / 120,    1.0 / 24,
                                      1.0 / 6,        0.5,           1.0,          1.0};
  for (const double c : kCoefficients) p = p * r + c;
  const Integers power = ((Integers)shifted << 52) + ((Integers)all(1.0));
  const Vector scaled = p * (Vector)power;
  return x < -700.0 ? Vector{} : scaled;
}

inline __attribute__((always_inline)) Vector load(const double* p) {
  Vector v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

}  // namespace

SlotTotals HEED_ISA::attend_slots(const Slots& slots, const float* similarities,
                                  double* weights) noexcept {
  constexpr double kNever = -1e300;
  const std::size_t whole = slots.count / kLanes * kLanes;
  double largest = slots.null_logit;
  Vector most = all(largest);
  for (std::size_t j = 0; j < whole; j += kLanes) {
    Vector s;
    for (std::size_t l = 0; l < kLanes; ++l) s[l] = similarities[j + l];
    const Vector logit =
        s < load(slots.reach + j) ? all(kNever) : s * slots.scale - load(slots.offsets + j);
    __builtin_memcpy(weights + j, &logit, sizeof logit);
    most = logit > most ? logit : most;
  }
  for (std::size_t l = 0; l < kLanes; ++l) largest = most[l] > largest ? most[l] : largest;
  for (std::size_t j = whole; j < slots.count; ++j) {
    const double s = similarities[j];
    weights[j] = s < slots.reach[j] ? kNever : s * slots.scale - slots.offsets[j];
    largest = weights[j] > largest ? weights[j] : largest;
  }

  Vector totals{}, value{};
  for (std::size_t j = 0; j < whole; j += kLanes) {
    const Vector w = exp_below(load(weights + j) - largest);
    __builtin_memcpy(weights + j, &w, sizeof w);
    totals += w;
    value += w * load(slots.values + j);
  }
  SlotTotals out{exp_below(all(slots.null_logit - largest))[0], 0, 0};
  out.total = out.null_part;
  for (std::size_t l = 0; l < kLanes; ++l) {
    out.total += totals[l];
    out.value += value[l];
  }
  for (std::size_t j = whole; j < slots.count; ++j) {
    weights[j] = exp_below(all(weights[j] - largest))[0];
    out.total += weights[j];
    out.value += weights[j] * slots.values[j];
  }
  return out;
}

}  // namespace heed::kernel
