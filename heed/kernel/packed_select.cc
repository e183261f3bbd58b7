// Which tiles this machine runs.
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <cstdlib>
#include <cstring>

#include "heed/kernel/packed.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

#if defined(__x86_64__)
// Leaf 7, EDX bit 23; compilers of this age don't know it by name.
bool has_fp16() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (d >> 23 & 1) != 0;
}
#endif

struct Found {
  const Tiles* list[5];
  std::size_t count = 0;

  void add(const Tiles& tiles) { list[count++] = &tiles; }

  Found() {
    static constexpr Tiles kBaseline = {
        "baseline",         4,       baseline::f32, baseline::bf16, baseline::int8,
        baseline::quantise, nullptr, nullptr,       nullptr};
    add(kBaseline);
#if defined(__x86_64__)
    static constexpr Tiles kAvx2 = {"avx2",     6,          avx2::f32,
                                    avx2::bf16, avx2::int8, baseline::quantise,
                                    nullptr,    nullptr,    nullptr};
    static constexpr Tiles kAvx512 = {"avx512",     14,         avx512::f32,
                                      avx512::bf16, avx2::int8, avx512::quantise,
                                      nullptr,      nullptr,    nullptr};
    static constexpr Tiles kVnni = {"avx512_vnni", 14,           avx512::f32,
                                    avx512::bf16,  avx512::int8, avx512::quantise,
                                    nullptr,       nullptr,      nullptr};
    static constexpr Tiles kFp16 = {
        "avx512_fp16",    14,           avx512::f32,   avx512::bf16, avx512::int8,
        avx512::quantise, avx512::half, avx512::halve, avx512::gelu};
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return;
    add(kAvx2);
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq")) {
      return;
    }
    add(kAvx512);
    if (!__builtin_cpu_supports("avx512vnni")) return;
    add(kVnni);
    if (has_fp16()) add(kFp16);
#endif
  }
};

}  // namespace

TilesList all_tiles() {
  static const Found found;
  return {found.list, found.count};
}

const Tiles& tiles() {
  static const Tiles* const chosen = [] {
    const auto [list, count] = all_tiles();
    const char* wanted = std::getenv("HEED_ISA");
    for (std::size_t i = 0; wanted != nullptr && i < count; ++i) {
      if (std::strcmp(list[i]->name, wanted) == 0) return list[i];
    }
    return list[count - 1];
  }();
  return *chosen;
}

bool binary16() {
  return tiles().half != nullptr;
}

}  // namespace heed::kernel
