// How work over rows is cut into ranges for the threads: by its size alone, so that results are the
// same for any number of threads.
#pragma once

#include <algorithm>
#include <cstdint>

#include "heed/base/threads.h"

namespace heed {

// Calls work(begin, end) over row ranges that hold about 2^14 numbers each.
template <class Work>
void for_rows(std::int64_t rows, std::int64_t cols, Work&& work) {
  const std::int64_t grain = std::max<std::int64_t>(1, 16384 / std::max<std::int64_t>(1, cols));
  parallel_for(static_cast<std::size_t>(rows), static_cast<std::size_t>(grain),
               [&](std::size_t begin, std::size_t end) {
                 work(static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
               });
}

// The same over flat arrays and over columns (whose kernels walk down all rows of a range).
template <class Work>
void for_numbers(std::int64_t count, Work&& work) {
  for_rows(count, 1, work);
}

template <class Work>
void for_columns(std::int64_t cols, Work&& work) {
  for_rows(cols, 16384 / 64, work);
}

}  // namespace heed
