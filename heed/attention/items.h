// How work over the items of a ragged batch is shared among the threads: by sizes alone.
#pragma once

#include <algorithm>
#include <cstdint>

#include "heed/base/threads.h"
#include "heed/tensor/tensor.h"

namespace heed {

// Calls work(item) for each item; `numbers` is about how many numbers the whole work touches.
template <class Work>
void for_items(std::int64_t items, std::int64_t numbers, Work&& work) {
  const std::int64_t each = std::max<std::int64_t>(1, numbers / std::max<std::int64_t>(1, items));
  const std::int64_t grain = std::max<std::int64_t>(1, 65536 / each);
  parallel_for(static_cast<std::size_t>(items), static_cast<std::size_t>(grain),
               [&](std::size_t begin, std::size_t end) {
                 for (std::size_t i = begin; i < end; ++i) work(static_cast<std::int64_t>(i));
               });
}

}  // namespace heed
