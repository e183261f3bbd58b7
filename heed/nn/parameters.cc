#include "heed/nn/parameters.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "heed/base/pages.h"
#include "heed/base/random.h"
#include "heed/base/threads.h"
#include "heed/kernel/table.h"

namespace heed {
namespace {

// FNV-1a.
std::uint64_t hash(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return h;
}

void fill(Tensor tensor, Initial initial, std::uint64_t seed) {
  using Kind = Initial::Kind;
  if (initial.kind == Kind::none) return;
  Random random(seed);
  for (auto& value : tensor.values()) {
    switch (initial.kind) {
      case Kind::none:
      case Kind::zeros:
        value = 0;
        break;
      case Kind::ones:
        value = 1;
        break;
      case Kind::normal:
        value = initial.size * static_cast<float>(random.normal());
        break;
      case Kind::uniform:
        value = initial.size * static_cast<float>(2 * random.uniform() - 1);
        break;
    }
  }
}

std::unique_ptr<float[]> make_floats(std::int64_t count) {
  return std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(count));
}

constexpr std::size_t kPiece = 16384;

// Σ x² in pieces that the threads share, added up in order.
double sum_of_squares(const float* x, std::size_t count) {
  thread_local std::vector<double> memory;
  memory.resize((count + kPiece - 1) / kPiece);
  const std::span<double> sums = memory;  // this thread's, for all
  parallel_for(count, kPiece, [&](std::size_t begin, std::size_t end) {
    sums[begin / kPiece] = kernel::kernels().sum_of_squares(x + begin, end - begin);
  });
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

// Calls work(numbers, count) for each piece of the gradient that may differ from zero.
template <class Work>
void for_gradient(const Parameter& parameter, Work work) {
  const auto& tensor = parameter.tensor;
  if (tensor.grad == nullptr) return;
  if (parameter.touched == nullptr) return work(tensor.grad, tensor.count());
  for (const auto row : parameter.touched->rows()) {
    work(tensor.grad + row * tensor.cols(), tensor.cols());
  }
}

}  // namespace

Initial Initial::xavier(std::int64_t in, std::int64_t out) {
  return uniform(std::sqrt(6.0f / static_cast<float>(in + out)));
}

void Parameter::zero_gradient() {
  for_gradient(*this, [](float* numbers, auto count) {
    parallel_for(static_cast<std::size_t>(count), kPiece,
                 [&](auto begin, auto end) { std::fill(numbers + begin, numbers + end, 0.0f); });
  });
  if (touched != nullptr) touched->clear();
}

Parameter* Parameters::add(std::string name, Shape shape, Initial initial) {
  require(find(name) == nullptr, "each parameter has a name of its own");
  auto& added = list_.emplace_back();
  added.name = std::move(name);
  added.values_ = make_floats(shape.count());
  added.tensor = {shape, added.values_.get(), nullptr};
  added.decays = shape.rank() > 1;
  if (draw_) fill(added.tensor, initial, seed_ ^ hash(added.name));
  return &added;
}

Parameter* Parameters::add_table(std::string name, Shape shape, Initial initial) {
  auto* added = add(std::move(name), shape, initial);
  added->touched = std::make_unique<TouchedRows>(shape.rows());
  return added;
}

Parameter* Parameters::find(std::string_view name) {
  const auto found = std::find_if(list_.begin(), list_.end(), [&](const Parameter& parameter) {
    return parameter.name == name;
  });
  return found == list_.end() ? nullptr : &*found;
}

const Parameter* Parameters::find(std::string_view name) const {
  return const_cast<Parameters*>(this)->find(name);
}

void Parameters::borrow(Parameter& parameter, const float* values) {
  require(parameter.gradient_ == nullptr, "borrowed values are not trained");
  parameter.values_.reset();
  parameter.tensor.data = const_cast<float*>(values);  // copied before anyone writes
}

std::int64_t Parameters::count() const {
  std::int64_t sum = 0;
  for (const auto& parameter : list_) sum += parameter.tensor.count();
  return sum;
}

std::int64_t Parameters::trainable_count() const {
  std::int64_t sum = 0;
  for (const auto& parameter : list_) {
    if (parameter.trainable) sum += parameter.tensor.count();
  }
  return sum;
}

void Parameters::freeze(std::string_view prefix) {
  for (auto& parameter : list_) {
    if (!parameter.name.starts_with(prefix)) continue;
    parameter.trainable = false;
    parameter.gradient_.reset();
    parameter.tensor.grad = nullptr;
  }
}

void Parameters::unfreeze(std::string_view prefix) {
  for (auto& parameter : list_) {
    if (parameter.name.starts_with(prefix)) parameter.trainable = true;
  }
}

void Parameters::want_gradients() {
  for (auto& parameter : list_) {
    auto& tensor = parameter.tensor;
    if (parameter.values_ == nullptr) {
      parameter.values_ = make_floats(tensor.count());
      std::copy_n(tensor.data, tensor.count(), parameter.values_.get());
      tensor.data = parameter.values_.get();
    }
    if (!parameter.trainable || parameter.gradient_ != nullptr) continue;
    parameter.gradient_ = make_floats(tensor.count());
    want_large_pages(parameter.gradient_.get(), tensor.values().size_bytes());
    std::fill_n(parameter.gradient_.get(), tensor.count(), 0.0f);
    tensor.grad = parameter.gradient_.get();
  }
}

void Parameters::zero_gradients() {
  for (auto& parameter : list_) parameter.zero_gradient();
}

double Parameters::gradient_norm() const {
  double sum = 0;
  for (const auto& parameter : list_) {
    for_gradient(parameter, [&](const float* numbers, auto count) {
      sum += sum_of_squares(numbers, static_cast<std::size_t>(count));
    });
  }
  return std::sqrt(sum);
}

void Parameters::scale_gradients(float factor) {
  for (const auto& parameter : list_) {
    for_gradient(parameter, [&](float* numbers, auto count) {
      parallel_for(static_cast<std::size_t>(count), kPiece, [&](auto begin, auto end) {
        for (auto i = begin; i < end; ++i) numbers[i] *= factor;
      });
    });
  }
}

double Parameters::clip_gradients(double most) {
  const double norm = gradient_norm();
  if (norm > most) scale_gradients(static_cast<float>(most / (norm + 1e-6)));
  return norm;
}

}  // namespace heed
