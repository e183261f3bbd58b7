#include "heed/attention/head_kernel.h"

#include <array>
#include <cstdlib>
#include <string_view>

#include "heed/attention/head_half.h"
#include "heed/kernel/packed.h"

namespace heed::attention {

extern const HeadKernels kHeadBaseline, kHeadAvx2, kHeadAvx512;
HalfForward forward_avx512fp16, forward_avx512bf16;

namespace {

// The widest block of any kernel: 4 vectors of 16 lanes.
constexpr std::size_t kRow = 64, kKeys = 64, kLanes = 16;

std::size_t padded(std::int32_t n) {
  return (static_cast<std::size_t>(n) + kLanes - 1) / kLanes * kLanes;
}

struct Available {
  std::array<const HeadKernels*, 3> tables{};
  std::size_t count = 0;

  Available() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
      tables[count++] = &kHeadAvx512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
      tables[count++] = &kHeadAvx2;
    }
#endif
    tables[count++] = &kHeadBaseline;
  }
};

// HEED_ISA may name an instruction set that only some rooms tell apart, such as avx512_vnni.
const HeadKernels* choose() {
  const char* wanted = std::getenv("HEED_ISA");
  for (const HeadKernels* kernels : all_kernels()) {
    if (wanted != nullptr && std::string_view(wanted).starts_with(kernels->name)) return kernels;
  }
  return all_kernels().front();
}

}  // namespace

std::size_t forward_scratch(std::int32_t depth, std::int32_t width) {
  return (padded(depth) + padded(width) + kKeys) * kRow;
}

std::size_t backward_scratch(std::int32_t depth, std::int32_t width, std::int32_t keys) {
  return (3 * padded(depth) + 2 * padded(width) + 2 * kKeys) * kRow +
         2 * (padded(depth) + padded(width)) * static_cast<std::size_t>(keys);
}

std::span<const HeadKernels* const> all_kernels() {
  static const Available available;
  return {available.tables.data(), available.count};
}

const HeadKernels& head_kernels() {
  static const HeadKernels* const chosen = choose();
  return *chosen;
}

HalfForward* half_forward() {
#if defined(__x86_64__)
  switch (kernel::sixteen_bits()) {
    case kernel::SixteenBits::binary16:
      return forward_avx512fp16;
    case kernel::SixteenBits::bfloat16:
      return forward_avx512bf16;
    case kernel::SixteenBits::widened:
      break;
  }
#endif
  return nullptr;
}

}  // namespace heed::attention
