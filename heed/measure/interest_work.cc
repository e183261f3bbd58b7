// interest ITEMS SLOTS: attention over memory for every item, vectors of 384.
#include <cmath>
#include <memory>

#include "heed/base/random.h"
#include "heed/choice/interest.h"
#include "heed/measure/work.h"

namespace heed::measure {
namespace {

constexpr std::size_t kWidth = 384;

std::vector<float> unit_rows(std::size_t rows, Random& random) {
  std::vector<float> values(rows * kWidth);
  for (std::size_t r = 0; r < rows; ++r) {
    double norm = 0;
    float* row = values.data() + r * kWidth;
    for (std::size_t i = 0; i < kWidth; ++i) {
      row[i] = static_cast<float>(random.normal());
      norm += static_cast<double>(row[i]) * row[i];
    }
    for (std::size_t i = 0; i < kWidth; ++i) row[i] /= static_cast<float>(std::sqrt(norm));
  }
  return values;
}

struct State {
  std::vector<float> items, keys;
  std::unique_ptr<choice::Interest> interest;
};

}  // namespace

Work interest_work(const std::vector<std::string>& arguments) {
  const std::size_t items = std::stoul(arguments.at(0)), slots = std::stoul(arguments.at(1));
  auto state = std::make_shared<State>();
  Random random(1);
  state->items = unit_rows(items, random);
  state->keys = unit_rows(slots, random);
  std::vector<choice::Slot> memory(slots);
  for (auto& slot : memory) slot = {choice::Slot::Kind::feedback, 2 * random.uniform() - 1, 0};
  choice::Background background{std::vector<double>(slots, 0.0), 0.05};
  state->interest =
      std::make_unique<choice::Interest>(memory, background, choice::MemorySettings{});
  return {static_cast<double>(items), [state] {
            choice::feel_all(*state->interest, {state->items, kWidth}, {state->keys, kWidth});
          }};
}

}  // namespace heed::measure
