#include "heed/model/weights.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace heed {
namespace {

std::string old_name(std::string name) {
  for (const auto& [now, then] : {std::pair{"LayerNorm.weight", "LayerNorm.gamma"},
                                  std::pair{"LayerNorm.bias", "LayerNorm.beta"}}) {
    if (name.ends_with(now)) return name.replace(name.size() - std::string(now).size(), 16, then);
  }
  return name;
}

std::vector<std::int64_t> sizes(const Shape& shape) {
  std::vector<std::int64_t> sizes(shape.rank());
  for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = shape[i];
  return sizes;
}

const StoredTensor* find(const Safetensors& file, const std::string& name,
                         std::string_view prefix) {
  for (const auto& base : {name, old_name(name)}) {
    if (const auto* found = file.find(base)) return found;
    if (const auto* found = file.find(std::string(prefix) + base)) return found;
  }
  return nullptr;
}

void load(Parameters& parameters, Parameter& parameter, const Safetensors& file,
          std::string_view prefix) {
  const auto* stored = find(file, parameter.name, prefix);
  if (stored == nullptr) {
    throw Error(Failure::bad_input, "the weights lack " + parameter.name, file.path().string(),
                "use a model.safetensors that belongs to its config.json");
  }
  if (stored->shape != sizes(parameter.tensor.shape)) {
    throw Error(Failure::bad_input, stored->name + " has another shape than config.json says",
                file.path().string(), "use a model.safetensors that belongs to its config.json");
  }
  const auto bytes = file.bytes(*stored);
  const bool aligned = reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(float) == 0;
  if (stored->dtype == Dtype::f32 && aligned) {
    parameters.borrow(parameter, reinterpret_cast<const float*>(bytes.data()));
  } else {
    file.read(*stored, parameter.tensor.values());
  }
}

}  // namespace

void load_weights(Parameters& parameters, const Safetensors& file, std::string_view prefix,
                  bool checked) {
  if (!checked) {
    file.check_values();
    file.forget();  // what a model reads of it may be little
  }
  for (auto& parameter : parameters) load(parameters, parameter, file, prefix);
}

void save_weights(const Parameters& parameters, const std::filesystem::path& path) {
  std::vector<TensorToStore> tensors;
  for (const auto& parameter : parameters) {
    tensors.push_back({parameter.name, sizes(parameter.tensor.shape), parameter.tensor.values()});
  }
  write_safetensors(path, tensors);
}

}  // namespace heed
