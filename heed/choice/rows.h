// Rows of float32 laid end to end, as encoders give them and the store keeps them, and the two
// products that choosing needs. Rows are a view: whoever holds the numbers must outlive it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heed::choice {

struct Rows {
  std::span<const float> values;
  std::size_t width = 0;

  std::size_t count() const { return width == 0 ? 0 : values.size() / width; }
  std::span<const float> row(std::size_t i) const { return values.subspan(i * width, width); }
};

// Of equal lengths.
float dot(std::span<const float> a, std::span<const float> b);

// [a.count(), b.count()], row-major: every row of a with every row of b. The same for any number
// of threads.
std::vector<float> products(Rows a, Rows b);

}  // namespace heed::choice
