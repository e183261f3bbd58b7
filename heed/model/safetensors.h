// Weights in the safetensors layout, mapped read-only and checked before anything is used:
//
//   8 bytes   N, the header's length, little-endian; N ≤ min(100 MB, file size − 8)
//   N bytes   JSON {"NAME": {"dtype", "shape", "data_offsets": [begin, end]}, …}, padded by spaces;
//             "__metadata__" may hold a map of strings
//   the rest  the values, little-endian, row-major; the tensors cover it from 0 to the end of the
//             file without a hole or an overlap
//
// A file that is otherwise is refused with Failure::bad_input. Source: the format's own README.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/base/files.h"

namespace heed {

enum class Dtype {
  boolean,
  u8,
  i8,
  f8_e5m2,
  f8_e4m3,
  i16,
  u16,
  f16,
  bf16,
  i32,
  u32,
  f32,
  i64,
  u64,
  f64
};

std::string_view name(Dtype dtype);  // "F32"
std::size_t size_of(Dtype dtype);    // bytes for each value

struct StoredTensor {
  std::string name;
  Dtype dtype = Dtype::f32;
  std::vector<std::int64_t> shape;   // outermost first; empty: one number
  std::uint64_t begin = 0, end = 0;  // bytes from the start of the values

  std::int64_t count() const;  // of values; the header's check made sure that it fits
  bool operator==(const StoredTensor&) const = default;
};

struct SafetensorsHeader {
  std::vector<StoredTensor> tensors;  // in the order of their bytes
  std::map<std::string, std::string> metadata;
};

// Checks and reads a header whose values take `data_size` bytes. `where` names the file in errors.
// The work and memory grow with the header's length; nothing is built for what is refused.
SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_size,
                                           std::string_view where);

class Safetensors {
 public:
  // Throws Error: not_found, storage, or bad_input where the file is damaged.
  explicit Safetensors(const std::filesystem::path& path);

  std::span<const StoredTensor> tensors() const { return header_.tensors; }
  const std::map<std::string, std::string>& metadata() const { return header_.metadata; }
  const std::filesystem::path& path() const { return path_; }

  const StoredTensor* find(std::string_view name) const;  // null where there is none
  std::span<const std::byte> bytes(const StoredTensor& tensor) const;

  // The values as float32, from F32, F16, BF16 or F64; `out` holds count() of them. Refuses other
  // types, and NaN and infinities, naming the tensor.
  void read(const StoredTensor& tensor, std::span<float> out) const;
  std::vector<float> read(const StoredTensor& tensor) const;

  // The same, for a tensor that must be there with this shape.
  std::vector<float> read(std::string_view name, std::span<const std::int64_t> shape) const;

  // Reads through all floating point values: throws at the first NaN or infinity.
  void check_values() const;

  // Gives the memory of the values back; they are read from the file again when next touched.
  void forget() const { file_.forget(); }

 private:
  std::filesystem::path path_;
  MappedFile file_;
  SafetensorsHeader header_;
  std::span<const std::byte> data_;
};

// A float32 tensor to be written; its values outlive the call.
struct TensorToStore {
  std::string name;
  std::vector<std::int64_t> shape;
  std::span<const float> values;
};

// The file's bytes, F32; the header is padded so that the values are 8-byte aligned.
std::string to_safetensors(std::span<const TensorToStore> tensors,
                           const std::map<std::string, std::string>& metadata = {});

// All or nothing, as write_file.
void write_safetensors(const std::filesystem::path& path, std::span<const TensorToStore> tensors,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace heed
