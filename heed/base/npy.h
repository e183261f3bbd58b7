// Arrays in NumPy's .npy layout, version 1.0: little-endian, C order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace heed {

// All or nothing, as write_file. One axis of int32, or [rows, width] of float32.
void write_npy(const std::filesystem::path& path, std::span<const std::int32_t> values);
void write_npy(const std::filesystem::path& path, std::span<const float> values, std::size_t rows,
               std::size_t width);

}  // namespace heed
