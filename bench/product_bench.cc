// Products of training in both precisions: GFLOP/s of one thread by CPU time.
#include <benchmark/benchmark.h>

#include <vector>

#include "heed/base/random.h"
#include "heed/base/threads.h"
#include "heed/kernel/half_product.h"

namespace heed::kernel {
namespace {

enum Way { forward, to_input, to_weight };
enum Side { f32, bf16 };

// y [rows, out] = x [rows, in] · Wᵀ, or one of its gradients.
void products(benchmark::State& state) {
  set_threads(1);
  const std::int64_t rows = state.range(2), in = state.range(3), out = state.range(4);
  const auto draw = [](std::int64_t count) {
    Random random(1);
    std::vector<float> numbers(static_cast<std::size_t>(count));
    for (auto& number : numbers) number = static_cast<float>(random.normal());
    return numbers;
  };
  auto x = draw(rows * in), w = draw(out * in), y = draw(rows * out);
  const Product ways[] = {
      {rows, out, in, x.data(), in, false, w.data(), in, true, y.data(), out, 0},
      {rows, in, out, y.data(), out, false, w.data(), in, false, x.data(), in, 0},
      {out, in, rows, y.data(), out, true, x.data(), in, false, w.data(), in, 0}};
  const auto& p = ways[state.range(0)];
  for (auto _ : state) {
    if (state.range(1) == f32) {
      multiply_shared(p);
    } else {
      multiply_half(p);
    }
  }
  state.counters["GFLOP/s"] = benchmark::Counter(
      2e-9 * static_cast<double>(rows * in * out) * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate);
}

BENCHMARK(products)
    ->ArgNames({"way", "side", "rows", "in", "out"})
    ->ArgsProduct({{forward, to_input, to_weight}, {f32, bf16}, {2048}, {384}, {384, 1536}})
    ->ArgsProduct({{forward, to_input, to_weight}, {f32, bf16}, {32, 1600}, {128}, {512}});

}  // namespace
}  // namespace heed::kernel
