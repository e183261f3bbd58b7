// Attention in GFLOP/s (counters "flops"), at the shapes of peers/attention.py, and how its cost
// grows with length in the sparse forms.
#include <benchmark/benchmark.h>

#include <numeric>
#include <vector>

#include "heed/attention/multi_head.h"
#include "heed/attention/top_k.h"
#include "heed/base/random.h"

namespace heed {
namespace {

struct Batch {
  std::vector<float> qkv, gradient;
  std::vector<std::int32_t> offsets{0};
  Tensor tensor;

  Batch(std::int64_t items, std::int64_t length, std::int64_t width) {
    const std::int64_t count = items * length * 3 * width;
    Random random(1);
    for (std::int64_t i = 0; i < count; ++i) qkv.push_back(static_cast<float>(random.normal()));
    gradient.resize(qkv.size());
    for (std::int64_t i = 1; i <= items; ++i) {
      offsets.push_back(static_cast<std::int32_t>(i * length));
    }
    tensor = {{items * length, 3 * width}, qkv.data(), gradient.data()};
  }
};

// `factor` times the two products of a forward pass.
void count_flops(benchmark::State& state, double factor) {
  const auto squares = state.range(0) * state.range(1) * state.range(2) * state.range(2);
  const double each = factor * 4.0 * static_cast<double>(squares * state.range(3));
  state.counters["flops"] = benchmark::Counter(each, benchmark::Counter::kIsIterationInvariantRate,
                                               benchmark::Counter::kIs1000);
}

// Arguments: items, heads, length, columns of a head.
void forward(benchmark::State& state) {
  const auto items = state.range(0), heads = state.range(1), n = state.range(2), d = state.range(3);
  Batch batch(items, n, heads * d);
  MultiHead options;
  options.heads = static_cast<int>(heads);
  Pass pass(Pass::Mode::infer);
  for (auto _ : state) {
    pass.reset();
    benchmark::DoNotOptimize(self_attention(pass, batch.tensor, {batch.offsets}, options).data);
  }
  count_flops(state, 1.0);
}

void both(benchmark::State& state) {
  const auto items = state.range(0), heads = state.range(1), n = state.range(2), d = state.range(3);
  Batch batch(items, n, heads * d);
  MultiHead options;
  options.heads = static_cast<int>(heads);
  Pass pass(Pass::Mode::train);
  for (auto _ : state) {
    pass.reset();
    const Tensor y = self_attention(pass, batch.tensor, {batch.offsets}, options);
    pass.on_backward([y] { std::fill_n(y.grad, y.count(), 1.0f); });
    pass.backward(pass.make({1}));
  }
  count_flops(state, 3.5);
}

#define SHAPES                  \
  Args({1, 12, 128, 32})        \
      ->Args({1, 12, 512, 64})  \
      ->Args({1, 12, 2048, 64}) \
      ->Args({8, 12, 512, 64})  \
      ->Args({32, 12, 50, 32})  \
      ->Args({1, 12, 16, 32})   \
      ->UseRealTime()           \
      ->Unit(benchmark::kMillisecond)
BENCHMARK(forward)->SHAPES;
BENCHMARK(both)->SHAPES;

// One item of growing length, 4 heads of 64 columns; the time for a token should stay the same.
void grow(benchmark::State& state, const MultiHead& options) {
  const auto n = state.range(0);
  Batch batch(1, n, 256);
  Pass pass(Pass::Mode::infer);
  for (auto _ : state) {
    pass.reset();
    benchmark::DoNotOptimize(self_attention(pass, batch.tensor, {batch.offsets}, options).data);
  }
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate);
}

MultiHead sparse(int window, int block, int stride) {
  MultiHead options;
  options.heads = 4;
  options.window = window;
  options.block = block;
  options.stride = stride;
  return options;
}

#define LENGTHS Arg(1024)->Arg(4096)->Arg(16384)->UseRealTime()->Unit(benchmark::kMillisecond)
BENCHMARK_CAPTURE(grow, dense, sparse(-1, 0, 1))
    ->Arg(1024)
    ->Arg(4096)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(grow, window_128, sparse(128, 0, 1))->LENGTHS;
BENCHMARK_CAPTURE(grow, block_256, sparse(-1, 256, 1))->LENGTHS;
BENCHMARK_CAPTURE(grow, stride_8_window_16, sparse(16, 0, 8))->LENGTHS;

void top_k(benchmark::State& state) {
  const auto n = state.range(0);
  Batch batch(1, n, 256);
  const Tensor q{{n, 256}, batch.qkv.data(), nullptr}, k{{n, 256}, q.data + n * 256, nullptr},
      v{{n, 256}, k.data + n * 256, nullptr};
  const Ragged items{batch.offsets};
  Pass pass(Pass::Mode::infer);
  for (auto _ : state) {
    pass.reset();
    benchmark::DoNotOptimize(
        top_k_attention(pass, q, k, v, items, items,
                        {.heads = 4, .keep = 16, .causal = false, .window = 128})
            .data);
  }
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(top_k)->LENGTHS;

}  // namespace
}  // namespace heed
