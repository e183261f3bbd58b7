#include "heed/attention/positions.h"

#include <cmath>

#include "heed/attention/items.h"
#include "heed/kernel/table.h"

namespace heed {
namespace {

using kernel::kernels;

// y = x, and dx += dy, for ops that add something to x that has its own gradient or none.
Tensor copy_of(Pass& pass, Tensor x) {
  const Tensor y = pass.make(x.shape);
  std::copy_n(x.data, x.count(), y.data);
  pass.on_backward([=] {
    if (x.grad != nullptr) kernels().accumulate(1.0f, y.grad, x.grad, x.count());
  });
  return y;
}

std::int32_t longest(Ragged items) {
  std::int32_t most = 0;
  for (std::int64_t i = 0; i < items.items(); ++i) most = std::max(most, items.length(i));
  return most;
}

// Cosines and sines of t · base^(−2i/width): [positions][d], the d/2 cosines before the sines.
std::span<const float> angles(Pass& pass, std::int32_t positions, std::int64_t d, double base,
                              std::int64_t width) {
  const auto table = pass.scratch<float>(static_cast<std::size_t>(positions * d));
  for (std::int64_t i = 0; i < d / 2; ++i) {
    const double speed = std::pow(base, -2.0 * static_cast<double>(i) / static_cast<double>(width));
    for (std::int32_t t = 0; t < positions; ++t) {
      table[t * d + i] = static_cast<float>(std::cos(t * speed));
      table[t * d + d / 2 + i] = static_cast<float>(std::sin(t * speed));
    }
  }
  return table;
}

struct Turn {
  Ragged items;
  std::int64_t d;
  RotaryPairs pairs;
  std::span<const float> angles;

  // to += (or =) every head's pairs of `from`, turned by their angles times `direction`.
  void operator()(const float* from, float* to, std::int64_t width, float direction,
                  bool add) const {
    const std::int64_t half = d / 2;
    const std::int64_t step = pairs == RotaryPairs::halves ? 1 : 2;
    const std::int64_t other = pairs == RotaryPairs::halves ? half : 1;
    for_items(items.items(), items.tokens() * width, [&](std::int64_t item) {
      for (std::int32_t t = 0; t < items.length(item); ++t) {
        const float* cosines = angles.data() + t * d;
        const float* sines = cosines + half;
        const std::int64_t row = (items.begin(item) + t) * width;
        for (std::int64_t head = row; head < row + width; head += d) {
          for (std::int64_t i = 0; i < half; ++i) {
            const std::int64_t a = head + i * step, b = a + other;
            const float sine = sines[i] * direction;
            const float x = from[a] * cosines[i] - from[b] * sine;
            const float y = from[b] * cosines[i] + from[a] * sine;
            to[a] = add ? to[a] + x : x;
            to[b] = add ? to[b] + y : y;
          }
        }
      }
    });
  }
};

}  // namespace

Tensor add_sinusoidal(Pass& pass, Tensor x, Ragged items) {
  require(x.rows() == items.tokens(), "positions: a row for each token");
  const Tensor y = copy_of(pass, x);
  const Pass::Scope scope(pass);
  const auto width = x.cols(), even = (width + 1) / 2 * 2;
  const auto table = angles(pass, longest(items), even, 10000, width);
  for (std::int64_t item = 0; item < items.items(); ++item) {
    for (std::int32_t t = 0; t < items.length(item); ++t) {
      float* row = y.row(items.begin(item) + t);
      for (std::int64_t c = 0; c < width; ++c) {
        row[c] += table[t * even + c / 2 + (c % 2 == 0 ? even / 2 : 0)];
      }
    }
  }
  return y;
}

Tensor add_learned_positions(Pass& pass, Tensor x, Tensor table, Ragged items) {
  require(x.rows() == items.tokens(), "positions: a row for each token");
  require(table.cols() == x.cols() && table.rows() >= longest(items),
          "learned positions: a row of x's width for each position");
  const Tensor y = copy_of(pass, x);
  const auto width = x.cols();
  for (std::int64_t item = 0; item < items.items(); ++item) {
    const std::int64_t first = items.begin(item) * width, count = items.length(item) * width;
    kernels().accumulate(1.0f, table.data, y.data + first, count);
  }
  pass.on_backward([=] {
    if (table.grad == nullptr) return;
    for (std::int64_t item = 0; item < items.items(); ++item) {
      const std::int64_t first = items.begin(item) * width, count = items.length(item) * width;
      kernels().accumulate(1.0f, y.grad + first, table.grad, count);
    }
  });
  return y;
}

Tensor rotary(Pass& pass, Tensor x, Ragged items, int heads, RotaryPairs pairs, float base) {
  require(x.rows() == items.tokens(), "rotary: a row for each token");
  require(heads >= 1 && x.cols() % heads == 0 && x.cols() / heads % 2 == 0,
          "rotary: heads of an even width");
  const Tensor y = pass.make(x.shape);
  const std::int64_t d = x.cols() / heads;
  const Turn turn{items, d, pairs, angles(pass, longest(items), d, base, d)};
  turn(x.data, y.data, x.cols(), 1.0f, false);
  pass.on_backward([=] {
    if (x.grad != nullptr) turn(y.grad, x.grad, x.cols(), -1.0f, true);
  });
  return y;
}

std::vector<float> alibi_slopes(int heads) {
  require(heads >= 1, "ALiBi: one head or more");
  int power = 1;
  while (power * 2 <= heads) power *= 2;
  const auto slope = [](int of, int i) {
    return static_cast<float>(std::exp2(-8.0 * (i + 1) / of));
  };
  std::vector<float> slopes;
  for (int i = 0; i < power; ++i) slopes.push_back(slope(power, i));
  for (int i = 0; i < heads - power; ++i) slopes.push_back(slope(2 * power, 2 * i));
  return slopes;
}

}  // namespace heed
