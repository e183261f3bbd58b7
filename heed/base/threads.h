// One pool of threads for the whole process. Work is cut into ranges whose bounds depend only on
// the size and the grain, never on the number of threads, so that sums stay the same bit for bit.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace heed {

// How many threads parallel_for may use, the caller's included; ≥ 1. Default: the machine's cores.
// Set it before work starts.
void set_threads(int count);
int threads();

// How many would share a parallel_for called here: 1 inside another's range.
int free_threads();

namespace detail {
using RangeFunction = void (*)(void* context, std::size_t begin, std::size_t end);
void parallel_for(std::size_t size, std::size_t grain, RangeFunction function, void* context);
}  // namespace detail

// Calls work(begin, end) for ranges that cover [0, size), each of `grain` elements but the last, in
// any order and on any thread; returns when all are done. Runs in the caller where there is but one
// range, one thread, or the caller is itself inside parallel_for. The first exception thrown by
// work is rethrown here. Allocates nothing.
template <class Work>
void parallel_for(std::size_t size, std::size_t grain, Work&& work) {
  using Plain = std::remove_reference_t<Work>;
  detail::parallel_for(
      size, grain,
      [](void* context, std::size_t begin, std::size_t end) {
        (*static_cast<Plain*>(context))(begin, end);
      },
      const_cast<void*>(static_cast<const void*>(std::addressof(work))));
}

}  // namespace heed
