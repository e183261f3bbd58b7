// One vector register of floats, in the width of the instruction set that the including file is
// compiled for: the compiler's vector extensions, so that one source serves them all. Only files
// compiled once per set include this; everything here has internal linkage.
#pragma once

#include <cstddef>
#include <cstdint>

namespace {

#if defined(__AVX512F__)
constexpr std::size_t kLanes = 16;
#elif defined(__AVX2__)
constexpr std::size_t kLanes = 8;
#else
constexpr std::size_t kLanes = 4;
#endif

typedef float Vec __attribute__((vector_size(kLanes * 4)));
typedef std::int32_t VecI __attribute__((vector_size(kLanes * 4)));
typedef std::uint32_t VecU __attribute__((vector_size(kLanes * 4)));

inline Vec load(const float* p) {
  Vec v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

inline void store(float* p, Vec v) {
  __builtin_memcpy(p, &v, sizeof v);
}

// The first n < kLanes numbers; the others are 0.
inline Vec load(const float* p, std::size_t n) {
  Vec v = {};
  __builtin_memcpy(&v, p, n * sizeof(float));
  return v;
}

inline void store(float* p, Vec v, std::size_t n) {
  __builtin_memcpy(p, &v, n * sizeof(float));
}

inline Vec splat(float x) {
  return x - Vec{};
}

inline Vec bits(VecI v) {
  return reinterpret_cast<Vec>(v);
}

inline VecI bits(Vec v) {
  return reinterpret_cast<VecI>(v);
}

inline Vec max(Vec a, Vec b) {
  return a > b ? a : b;
}

inline Vec min(Vec a, Vec b) {
  return a < b ? a : b;
}

inline Vec root(Vec v) {
  for (std::size_t i = 0; i < kLanes; ++i) v[i] = __builtin_sqrtf(v[i]);
  return v;
}

inline float sum(Vec v) {
  float s[kLanes];
  store(s, v);
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) s[i] += s[i + half];
  }
  return s[0];
}

// exp(x) to 2 units in the last place; 0 below −87.3, at most e^88.3. Range reduction x = n·ln 2 +
// r and the polynomial of Cephes' expf.
inline Vec exp(Vec x) {
  x = min(max(x, splat(-87.33654f)), splat(88.37626f));
  const Vec magic = splat(12582912.0f);  // 1.5·2²³: adding it rounds to a whole number
  const Vec n = (x * 1.44269504088896341f + magic) - magic;
  const Vec r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Vec p = splat(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const VecI power = (__builtin_convertvector(n, VecI) + 127) << 23;
  return p * bits(power);
}

// A quotient of polynomials in x², the same as Eigen's, within 1e-7 or so.
inline Vec erf(Vec x) {
  x = min(max(x, splat(-4.0f)), splat(4.0f));
  const Vec s = x * x;
  Vec p = splat(-2.72614225801306e-10f);
  p = p * s + 2.77068142495902e-08f;
  p = p * s - 2.10102402082508e-06f;
  p = p * s - 5.69250639462346e-05f;
  p = p * s - 7.34990630326855e-04f;
  p = p * s - 2.95459980854025e-03f;
  p = p * s - 1.60960333262415e-02f;
  Vec q = splat(-1.45660718464996e-05f);
  q = q * s - 2.13374055278905e-04f;
  q = q * s - 1.68282697438203e-03f;
  q = q * s - 7.37332916720468e-03f;
  q = q * s - 1.42647390514189e-02f;
  return x * p / q;
}

inline Vec tanh(Vec x) {
  x = min(max(x, splat(-7.90531110763549805f)), splat(7.90531110763549805f));
  const Vec s = x * x;
  Vec p = splat(-2.76076847742355e-16f);
  p = p * s + 2.00018790482477e-13f;
  p = p * s - 8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  Vec q = splat(1.19825839466702e-06f);
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  return x * p / q;
}

inline Vec sigmoid(Vec x) {
  return 1.0f / (1.0f + exp(-x));
}

}  // namespace
