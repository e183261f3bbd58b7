// A Tensor is a view of dense row-major float32 values and, in training, of their gradient. It owns
// nothing: Parameters or a Pass does, and must outlive it. Copying it copies the view.
//
// A batch is ragged: the rows of all items lie end to end, [total_tokens, width], and `Ragged` says
// where each item begins. There is no padding. Most ops know only rows() and cols(); attention,
// pooling, convolution over time and recurrent layers also read the offsets.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "heed/base/error.h"

namespace heed {

// Up to four sizes, outermost first.
class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<std::int64_t> sizes) {
    require(sizes.size() <= 4, "a shape has at most four axes");
    for (const auto size : sizes) sizes_[rank_++] = size;
  }

  std::size_t rank() const { return rank_; }
  std::int64_t operator[](std::size_t axis) const { return sizes_[axis]; }
  std::int64_t count() const { return rows() * cols(); }
  std::int64_t cols() const { return rank_ == 0 ? 1 : sizes_[rank_ - 1]; }  // the innermost size
  std::int64_t rows() const {                                               // all the others
    std::int64_t product = 1;
    for (std::size_t i = 0; i + 1 < rank_; ++i) product *= sizes_[i];
    return product;
  }
  bool operator==(const Shape&) const = default;

 private:
  std::array<std::int64_t, 4> sizes_{};
  std::size_t rank_ = 0;
};

struct Tensor {
  Shape shape;
  float* data = nullptr;
  float* grad = nullptr;  // null: no gradient is wanted

  std::int64_t rows() const { return shape.rows(); }
  std::int64_t cols() const { return shape.cols(); }
  std::int64_t count() const { return shape.count(); }
  std::span<float> values() const { return {data, static_cast<std::size_t>(count())}; }
  std::span<float> gradient() const {
    return {grad, grad == nullptr ? 0 : static_cast<std::size_t>(count())};
  }
  float* row(std::int64_t i) const { return data + i * cols(); }
};

// Item i has rows offsets[i] … offsets[i + 1] − 1; offsets[0] is 0, the last is the total. The
// owner of the offsets must outlive every op of the pass that reads them.
struct Ragged {
  std::span<const std::int32_t> offsets;

  std::int64_t items() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
  std::int64_t tokens() const { return offsets.back(); }
  std::int32_t begin(std::int64_t item) const { return offsets[item]; }
  std::int32_t length(std::int64_t item) const { return offsets[item + 1] - offsets[item]; }
};

}  // namespace heed
