#include <cstdlib>
#include <cstring>

#include "heed/kernel/table.h"

namespace heed::kernel {

extern const Table baseline;
#if defined(__x86_64__)
extern const Table avx2, avx512;
#endif

namespace {

struct Found {
  const Table* list[4];
  std::size_t count = 0;

  Found() {
    list[count++] = &reference();
    list[count++] = &baseline;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return;
    list[count++] = &avx2;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq")) {
      return;
    }
    list[count++] = &avx512;
#endif
  }
};

const Table* choose() {
  const auto [list, count] = tables();
  const char* wanted = std::getenv("HEED_ISA");
  for (std::size_t i = 0; wanted != nullptr && i < count; ++i) {
    if (std::strcmp(list[i]->name, wanted) == 0) return list[i];
  }
  return list[count - 1];
}

}  // namespace

Tables tables() {
  static const Found found;
  return {found.list, found.count};
}

const Table& kernels() {
  static const Table* const chosen = choose();
  return *chosen;
}

}  // namespace heed::kernel
