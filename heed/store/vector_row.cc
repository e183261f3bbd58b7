#include "heed/store/vector_row.h"

#include <array>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace heed::store {
namespace {

// Sums kept apart by the number's place, so that full and sparse rows add in one order and give one
// sum.
constexpr std::size_t kLanes = 16;
using Lanes = std::array<float, kLanes>;

float sum(const Lanes& lanes) {
  float total = 0;
  for (const float lane : lanes) total += lane;
  return total;
}

// Adds what is left behind the first `done` places, which are a multiple of kLanes.
float finish(Lanes& lanes, const Row& row, std::span<const float> with, std::size_t done) {
  for (auto i = done; i < with.size(); ++i) lanes[i % kLanes] += with[i] * row.number(i);
  return row.scale * sum(lanes);
}

// Sixteen at a time, so that any compiler makes vector instructions of it.
float full(const Row& row, std::span<const float> with) {
  Lanes lanes{};
  std::array<std::int16_t, kLanes> some;
  std::size_t i = 0;
  for (; i + kLanes <= with.size(); i += kLanes) {
    std::memcpy(some.data(), row.numbers + i * sizeof(std::int16_t), sizeof some);
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += with[i + k] * static_cast<float>(some[k]);
  }
  return finish(lanes, row, with, i);
}

[[gnu::always_inline]] inline float sparse_anywhere(const Row& row, std::span<const float> with,
                                                    std::span<const Word> places) {
  Lanes lanes{};
  each_number(
      row, with.size(), [&](std::size_t w) { return places[w]; },
      [&](std::size_t i, float number) { lanes[i % kLanes] += with[i] * number; });
  return row.scale * sum(lanes);
}

[[gnu::always_inline]] inline std::size_t count_bits_anywhere(const std::byte* words,
                                                              std::size_t size) {
  std::size_t all = 0;
  for (std::size_t w = 0; w < size; ++w) all += count(load<Word>(words + w * sizeof(Word)));
  return all;
}

float sparse(const Row& row, std::span<const float> with, std::span<const Word> places) {
  return sparse_anywhere(row, with, places);
}

std::size_t count_bits(const std::byte* words, std::size_t size) {
  return count_bits_anywhere(words, size);
}

#ifdef __x86_64__
#define HEED_AVX2 [[gnu::target("avx2,popcnt,bmi")]]

[[gnu::always_inline]] HEED_AVX2 inline __m256 eight_products(const float* a, const std::byte* b) {
  const auto numbers = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b));
  return _mm256_mul_ps(_mm256_loadu_ps(a), _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(numbers)));
}

// Without FMA, whose sums have other last bits.
HEED_AVX2 float full_avx2(const Row& row, std::span<const float> with) {
  __m256 low = _mm256_setzero_ps(), high = low;
  std::size_t i = 0;
  for (; i + kLanes <= with.size(); i += kLanes) {
    const auto* numbers = row.numbers + i * sizeof(std::int16_t);
    low = _mm256_add_ps(low, eight_products(with.data() + i, numbers));
    high = _mm256_add_ps(high, eight_products(with.data() + i + 8, numbers + sizeof(__m128i)));
  }
  Lanes lanes;
  _mm256_storeu_ps(lanes.data(), low);
  _mm256_storeu_ps(lanes.data() + kLanes / 2, high);
  _mm256_zeroupper();  // what follows is compiled without AVX
  return finish(lanes, row, with, i);
}

HEED_AVX2 float sparse_avx2(const Row& row, std::span<const float> with,
                            std::span<const Word> places) {
  return sparse_anywhere(row, with, places);
}

HEED_AVX2 std::size_t count_bits_avx2(const std::byte* words, std::size_t size) {
  return count_bits_anywhere(words, size);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0 &&
         __builtin_cpu_supports("bmi") != 0;
}
#endif

}  // namespace

const RowArithmetic& row_arithmetic() {
#ifdef __x86_64__
  static constexpr RowArithmetic kAvx2 = {full_avx2, sparse_avx2, count_bits_avx2};
  static const bool avx2 = has_avx2();
  if (avx2) return kAvx2;
#endif
  return row_arithmetic_anywhere();
}

const RowArithmetic& row_arithmetic_anywhere() {
  static constexpr RowArithmetic kAnywhere = {full, sparse, count_bits};
  return kAnywhere;
}

}  // namespace heed::store
