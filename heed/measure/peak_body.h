// Twelve chains of fused multiply-adds, enough to hide their latency, on vectors of floats.
namespace heed::measure {
namespace {

template <class Vector>
double burn_f32(long rounds, float* sink) noexcept {
  constexpr int kChains = 12;
  constexpr double kLanes = sizeof(Vector) / sizeof(float);
  Vector sums[kChains] = {};
  for (int c = 0; c < kChains; ++c) sums[c] += static_cast<float>(c);  // or all chains become one
  Vector factor = {}, step = {};
  factor += 0.9999f;
  step += 0.5f;
  for (long i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) sums[c] = sums[c] * factor + step;
  }
  float total = 0;
  for (int c = 0; c < kChains; ++c) total += sums[c][0];
  *sink = total;
  return 2 * kChains * kLanes * static_cast<double>(rounds);
}

}  // namespace
}  // namespace heed::measure
