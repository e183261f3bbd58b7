// Which rows of a table have received a gradient. Gradients of embeddings are row-sparse: all other
// rows' gradients are zero, so zeroing, norms and optimisers may pass them over.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace heed {

class TouchedRows {
 public:
  explicit TouchedRows(std::int64_t rows) : marks_(static_cast<std::size_t>(rows), false) {}

  void touch(std::int32_t row) {
    const auto index = static_cast<std::size_t>(row);
    if (marks_[index]) return;
    marks_[index] = true;
    rows_.push_back(row);
  }

  std::span<const std::int32_t> rows() const { return rows_; }  // each once, in order of touching

  void clear() {
    for (const auto row : rows_) marks_[static_cast<std::size_t>(row)] = false;
    rows_.clear();
  }

 private:
  std::vector<bool> marks_;
  std::vector<std::int32_t> rows_;
};

}  // namespace heed
