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

// The tiles of an instruction set that adds to another's.
template <class Change>
constexpr Tiles with(Tiles tiles, const char* name, Change change) {
  tiles.name = name;
  change(tiles);
  return tiles;
}

struct Found {
  const Tiles* list[6];
  std::size_t count = 0;

  void add(const Tiles& tiles) { list[count++] = &tiles; }

  Found() {
    static constexpr Tiles kBaseline = {.name = "baseline",
                                        .rows = 4,
                                        .f32 = baseline::f32,
                                        .bf16 = baseline::bf16,
                                        .int8 = baseline::int8,
                                        .quantise = baseline::quantise};
    add(kBaseline);
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return;
    static constexpr Tiles kAvx2 = {.name = "avx2",
                                    .rows = 6,
                                    .f32 = avx2::f32,
                                    .bf16 = avx2::bf16,
                                    .int8 = avx2::int8,
                                    .quantise = baseline::quantise};
    add(kAvx2);
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq")) {
      return;
    }
    static constexpr Tiles kAvx512 = {.name = "avx512",
                                      .rows = 14,
                                      .f32 = avx512::f32,
                                      .bf16 = avx512::bf16,
                                      .int8 = avx2::int8,
                                      .quantise = avx512::quantise,
                                      .gelu = avx512::gelu};
    add(kAvx512);
    if (!__builtin_cpu_supports("avx512vnni")) return;
    static constexpr Tiles kVnni =
        with(kAvx512, "avx512_vnni", [](Tiles& t) { t.int8 = avx512::int8; });
    add(kVnni);
    static constexpr Tiles kBf16 = with(kVnni, "avx512_bf16", [](Tiles& t) {
      t.pairs = avx512::pairs;
      t.narrow = avx512::narrow;
    });
    if (__builtin_cpu_supports("avx512bf16")) add(kBf16);
    static constexpr Tiles kFp16 = with(kVnni, "avx512_fp16", [](Tiles& t) {
      t.half = avx512::half;
      t.halve = avx512::halve;
      t.gelu = avx512::half_gelu;
    });
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

SixteenBits sixteen_bits() {
  return tiles().half != nullptr    ? SixteenBits::binary16
         : tiles().pairs != nullptr ? SixteenBits::bfloat16
                                    : SixteenBits::widened;
}

}  // namespace heed::kernel
