#include "heed/tensor/pass.h"

#include <algorithm>

#include "heed/base/pages.h"
#include "heed/tensor/share.h"

namespace heed {

Tensor Pass::make(Shape shape) {
  const auto bytes = static_cast<std::size_t>(shape.count()) * sizeof(float);
  Tensor tensor{shape, static_cast<float*>(allocate(bytes)), nullptr};
  if (training()) {
    tensor.grad = static_cast<float*>(allocate(bytes));
    for_numbers(shape.count(), [&](auto begin, auto end) {
      std::fill(tensor.grad + begin, tensor.grad + end, 0.0f);
    });
  }
  return tensor;
}

void Pass::backward(Tensor loss) {
  require(training(), "backward() needs a pass in training mode");
  require(loss.count() == 1 && loss.grad != nullptr, "backward() starts from one number");
  loss.grad[0] = 1.0f;
  for (auto step = tape_.rbegin(); step != tape_.rend(); ++step) step->run(step->state);
  tape_.clear();
}

void Pass::reset() {
  tape_.clear();
  draws_ = 0;
  if (blocks_.size() > 1) {  // the next run fits in one block
    const std::size_t total = bytes();
    blocks_.clear();
    block_ = used_ = 0;
    allocate(total);
  }
  block_ = used_ = 0;
}

void Pass::reset(std::uint64_t seed) {
  seed_ = seed;
  reset();
}

std::size_t Pass::bytes() const {
  std::size_t total = 0;
  for (const auto& block : blocks_) total += block.size;
  return total;
}

void* Pass::allocate(std::size_t bytes) {
  bytes = (bytes + 63) / 64 * 64;
  while (block_ < blocks_.size() && used_ + bytes > blocks_[block_].size) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max<std::size_t>(bytes, std::size_t{1} << 20);
    auto* memory = static_cast<std::byte*>(::operator new[](size, std::align_val_t{64}));
    if (training()) want_large_pages(memory, size);
    blocks_.push_back({{memory, {}}, size});
    used_ = 0;
  }
  void* place = blocks_[block_].bytes.get() + used_;
  used_ += bytes;
  return place;
}

}  // namespace heed
