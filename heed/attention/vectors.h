// Vectors of HEED_LANES floats, on the compiler's vector extension, for sources that are compiled
// once per instruction set. Everything is in an unnamed namespace and inlined: code built for a
// wide instruction set must not leak into the rest of the program.
#pragma once

#include <cstdint>
#include <utility>

#ifdef __clang__
#define HEED_UNROLL _Pragma("clang loop unroll(full)")
#else
#define HEED_UNROLL _Pragma("GCC unroll 32")
#endif
#define HEED_INLINE inline __attribute__((always_inline))

namespace heed::attention {
namespace {

constexpr int kLanes = HEED_LANES;
typedef float Vector __attribute__((vector_size(4 * kLanes)));
typedef std::int32_t Integers __attribute__((vector_size(4 * kLanes)));
typedef std::uint32_t Bits __attribute__((vector_size(4 * kLanes)));

HEED_INLINE Vector load(const float* p) {
  Vector v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

HEED_INLINE void store(float* p, Vector v) {
  __builtin_memcpy(p, &v, sizeof v);
}

HEED_INLINE Vector load_first(const float* p, std::int64_t count) {  // zeros behind
  if (count >= kLanes) return load(p);
  Vector v{};
  __builtin_memcpy(&v, p, static_cast<std::size_t>(count) * sizeof(float));
  return v;
}

HEED_INLINE void store_first(float* p, Vector v, std::int64_t count) {
  if (count >= kLanes) return store(p, v);
  __builtin_memcpy(p, &v, static_cast<std::size_t>(count) * sizeof(float));
}

HEED_INLINE Vector all(float x) {
  return x - Vector{};
}

template <int... I>
HEED_INLINE Integers count_up(std::integer_sequence<int, I...>) {
  return Integers{I...};
}
HEED_INLINE Integers lane_numbers() {
  return count_up(std::make_integer_sequence<int, kLanes>{});
}

// NaN in x stays NaN.
HEED_INLINE Vector at_least(Vector x, Vector low) {
  return x < low ? low : x;
}

HEED_INLINE Vector power_of_two(Integers exponents) {
  return (Vector)((exponents + 127) << 23);
}

// 2^x, relative error ≤ 1e-7 for −126 ≤ x ≤ 126; exactly 0 for x ≤ −127. The fraction's polynomial
// is the minimax one of degree 6 on [−½, ½] that takes the value 1 at 0.
HEED_INLINE Vector exp2(Vector x) {
  constexpr float kRound = 12582912.0f;  // 1.5 · 2²³: adding it leaves the nearest integer below
  x = at_least(x, all(-127.0f));
  const Vector shifted = x + kRound;
  const Vector f = x - (shifted - kRound);
  Vector p = all(1.5353362e-4f);
  p = p * f + 1.3398875e-3f;
  p = p * f + 9.6184369e-3f;
  p = p * f + 5.5503324e-2f;
  p = p * f + 2.4022648e-1f;
  p = p * f + 6.9314718e-1f;
  p = p * f + 1.0f;
  return (Vector)((Bits)p + ((Bits)shifted << 23));
}

template <int Step, int... I>
HEED_INLINE Vector exchanged(Vector v, std::integer_sequence<int, I...>) {
  return __builtin_shufflevector(v, v, (I ^ Step)...);
}

// The sum of all lanes, in every lane.
template <int Step = kLanes / 2>
HEED_INLINE Vector across(Vector v) {
  v += exchanged<Step>(v, std::make_integer_sequence<int, kLanes>{});
  if constexpr (Step > 1) return across<Step / 2>(v);
  return v;
}

// Rows and columns of a square of kLanes × kLanes numbers change places (Eklundh, 1972): at each
// step blocks of Step × Step beside the diagonal are swapped.
template <int Step, int... I>
HEED_INLINE void swap_blocks(Vector& a, Vector& b, std::integer_sequence<int, I...>) {
  const Vector low = __builtin_shufflevector(a, b, ((I & Step) ? kLanes + I - Step : I)...);
  b = __builtin_shufflevector(a, b, ((I & Step) ? kLanes + I : I + Step)...);
  a = low;
}

template <int Step>
HEED_INLINE void transpose_from(Vector (&rows)[kLanes]) {
  HEED_UNROLL
  for (int r = 0; r < kLanes; ++r) {
    if ((r & Step) == 0) {
      swap_blocks<Step>(rows[r], rows[r + Step], std::make_integer_sequence<int, kLanes>{});
    }
  }
  if constexpr (Step * 2 < kLanes) transpose_from<Step * 2>(rows);
}

HEED_INLINE void transpose(Vector (&rows)[kLanes]) {
  transpose_from<1>(rows);
}

}  // namespace
}  // namespace heed::attention
