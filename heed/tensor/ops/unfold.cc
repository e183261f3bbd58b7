#include "heed/tensor/ops/unfold.h"

#include <algorithm>

#include "heed/kernel/table.h"
#include "heed/tensor/share.h"

namespace heed {
namespace {

// For the rows of items [first, last): the part of each neighbourhood that lies within its item,
// as work(row of y, numbers before it, first row of x, numbers).
template <class Work>
void for_neighbourhoods(Ragged items, std::int64_t first, std::int64_t last, std::int64_t width,
                        std::int64_t cols, Work work) {
  const auto left = (width - 1) / 2;
  for (auto item = first; item < last; ++item) {
    const std::int64_t begin = items.begin(item), end = begin + items.length(item);
    for (auto t = begin; t < end; ++t) {
      const auto from = std::max(begin, t - left), to = std::min(end, t - left + width);
      work(t, (from - (t - left)) * cols, from, (to - from) * cols);
    }
  }
}

}  // namespace

Tensor unfold(Pass& pass, Tensor x, Ragged items, std::int64_t width) {
  require(width >= 1 && items.tokens() == x.rows(), "unfold: a row for each token");
  const auto cols = x.cols();
  const Tensor y = pass.make({x.rows(), width * cols});
  for_rows(items.items(), 64 * width * cols, [=](auto first, auto last) {
    for_neighbourhoods(items, first, last, width, cols,
                       [&](auto t, auto before, auto from, auto count) {
                         float* row = y.row(t);
                         std::fill_n(row, before, 0.0f);
                         std::copy_n(x.row(from), count, row + before);
                         std::fill(row + before + count, row + width * cols, 0.0f);
                       });
  });
  pass.on_backward([=] {
    if (x.grad == nullptr) return;
    for_rows(items.items(), 64 * width * cols, [=](auto first, auto last) {
      for_neighbourhoods(items, first, last, width, cols,
                         [&](auto t, auto before, auto from, auto count) {
                           kernel::kernels().accumulate(1.0f, y.grad + t * y.cols() + before,
                                                        x.grad + from * cols, count);
                         });
    });
  });
  return y;
}

}  // namespace heed
