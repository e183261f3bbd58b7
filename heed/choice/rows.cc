#include "heed/choice/rows.h"

#include <array>

#include "heed/base/error.h"
#include "heed/kernel/packed.h"

namespace heed::choice {
namespace {

constexpr std::size_t kLanes = 16;  // sums kept apart, so that the compiler may use wide registers

float sum(const std::array<float, kLanes>& lanes) {
  float total = 0;
  for (const float lane : lanes) total += lane;
  return total;
}

}  // namespace

float dot(std::span<const float> a, std::span<const float> b) {
  require(a.size() == b.size(), "vectors have one length");
  std::array<float, kLanes> lanes{};
  std::size_t i = 0;
  for (; i + kLanes <= a.size(); i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += a[i + k] * b[i + k];
  }
  float total = sum(lanes);
  for (; i < a.size(); ++i) total += a[i] * b[i];
  return total;
}

std::vector<float> products(Rows a, Rows b) {
  require(a.width == b.width, "vectors have one width");
  std::vector<float> out(a.count() * b.count());
  if (out.empty()) return out;
  const kernel::PackedWeights packed(b.values.data(), static_cast<std::int64_t>(b.count()),
                                     static_cast<std::int64_t>(b.width), Precision::f32);
  kernel::packed_linear(a.values.data(), static_cast<std::int64_t>(a.count()), packed, nullptr,
                        Activation::none, out.data());
  return out;
}

}  // namespace heed::choice
