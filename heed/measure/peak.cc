#include "heed/measure/peak.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>
#include <vector>

#include "heed/kernel/packed_tiles.h"
#include "heed/kernel/table.h"

namespace heed::measure {
namespace {

constexpr long kRounds = 4'000'000;
constexpr int kTurns = 9;  // of which the best counts: a peak is what undisturbed work reaches

// Work on every thread at once, in units for each second.
template <class Work>
double best_rate(int threads, Work work) {
  double best = 0;
  for (int turn = 0; turn < kTurns; ++turn) {
    std::vector<double> done(static_cast<std::size_t>(threads));
    std::vector<std::thread> others;
    const auto start = std::chrono::steady_clock::now();
    for (int t = 1; t < threads; ++t) {
      others.emplace_back([&, t] { done[static_cast<std::size_t>(t)] = work(t); });
    }
    done[0] = work(0);
    for (auto& other : others) other.join();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    double sum = 0;
    for (const double amount : done) sum += amount;
    best = std::max(best, sum / time.count());
  }
  return best;
}

double rate(int threads, Burn* burn) {
  if (burn == nullptr) return 0;
  return best_rate(threads,
                   [burn](int) {
                     float sink = 0;
                     return burn(kRounds, &sink);
                   }) /
         1e9;
}

}  // namespace

Peak peak(int threads) {
  Burn *f32 = baseline::f32, *half = nullptr, *int8 = nullptr;
#if defined(__x86_64__)
  const std::string_view isa = kernel::tiles().name;
  if (isa == "avx2") f32 = avx2::f32;
  if (isa.starts_with("avx512")) f32 = avx512::f32;
  if (isa.starts_with("avx512_")) int8 = avx512::int8;
  if (isa == "avx512_bf16") half = avx512::bf16;
  if (isa == "avx512_fp16") half = avx512::half;
#endif
  return {rate(threads, f32), rate(threads, half), rate(threads, int8)};
}

double memory_bandwidth(int threads) {
  constexpr std::size_t kNumbers = std::size_t{8} << 20;  // 32 MB: beyond most caches
  std::vector<std::vector<float>> a, b, y;
  for (int t = 0; t < threads; ++t) {
    a.emplace_back(kNumbers, 1.0f);
    b.emplace_back(kNumbers, 2.0f);
    y.emplace_back(kNumbers, 0.0f);
  }
  return best_rate(threads,
                   [&](int t) {
                     const auto i = static_cast<std::size_t>(t);
                     for (int round = 0; round < 4; ++round) {
                       kernel::kernels().add(a[i].data(), b[i].data(), y[i].data(), kNumbers);
                     }
                     return 4.0 * 3 * kNumbers * sizeof(float);
                   }) /
         1e9;
}

}  // namespace heed::measure
