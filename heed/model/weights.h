// Parameters from and to safetensors files, by name.
#pragma once

#include <filesystem>
#include <string_view>

#include "heed/model/safetensors.h"
#include "heed/nn/parameters.h"

namespace heed {

// Gives each parameter the values of the tensor of its name, with `prefix` before it or without
// (and LayerNorm's old names, gamma and beta); others in the file are passed over. Borrows float32
// values where they lie, so `file` must outlive `parameters`. Throws bad_input where a tensor is
// missing, has another shape or, unless these bytes are known to be `checked`, holds NaN or
// infinities.
void load_weights(Parameters& parameters, const Safetensors& file,
                  std::string_view prefix = "bert.", bool checked = false);

// All of them, float32, all or nothing.
void save_weights(const Parameters& parameters, const std::filesystem::path& path);

}  // namespace heed
