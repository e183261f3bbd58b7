#include "heed/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/json.h"

namespace heed {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr std::size_t kChunk = 4096;  // values converted at a time
constexpr std::size_t kMuch =
    1 << 20;  // bytes: no more than about this is kept of what was checked

template <class T>
T load(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

float from_half(std::uint16_t half) {
  const int exponent = (half >> 10) & 0x1F;
  const int fraction = half & 0x3FF;
  float value = 0;
  if (exponent == 0x1F) {
    value = fraction == 0 ? std::numeric_limits<float>::infinity()
                          : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    value = std::ldexp(static_cast<float>(fraction | 0x400), exponent - 25);
  }
  return (half & 0x8000) != 0 ? -value : value;
}

float from_bfloat16(std::uint16_t value) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

// False where the type holds no floating point numbers that heed reads.
bool convert(Dtype dtype, const std::byte* from, std::span<float> out) {
  switch (dtype) {
    case Dtype::f32:
      std::memcpy(out.data(), from, out.size_bytes());
      return true;
    case Dtype::f16:
      for (auto& x : out) x = from_half(load<std::uint16_t>(from)), from += 2;
      return true;
    case Dtype::bf16:
      for (auto& x : out) x = from_bfloat16(load<std::uint16_t>(from)), from += 2;
      return true;
    case Dtype::f64:
      for (auto& x : out) x = static_cast<float>(load<double>(from)), from += 8;
      return true;
    default:
      return false;
  }
}

// All exponents at once: a sum of |x|·0 would do too, but NaN-safe integer tests vectorise.
bool finite(std::span<const float> values) {
  std::uint32_t bad = 0;
  for (const float x : values) {
    bad |=
        static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(x) & 0x7F800000u) == 0x7F800000u);
  }
  return bad == 0;
}

Error damaged(const std::string& what, const std::filesystem::path& path) {
  return {Failure::bad_input, what, path.string(),
          "get the file again: it is damaged or no safetensors file"};
}

std::string shape_text(std::span<const std::int64_t> shape) {
  std::string text = "[";
  for (const auto size : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
  return text + "]";
}

}  // namespace

Safetensors::Safetensors(const std::filesystem::path& path) : path_(path), file_(path) {
  const auto bytes = file_.bytes();
  if (bytes.size() < 8) throw damaged("the file is shorter than 8 bytes", path);
  const auto length = load<std::uint64_t>(bytes.data());
  if (length > std::min<std::uint64_t>(kMaxHeader, bytes.size() - 8)) {
    throw damaged(
        "the header's length, " + std::to_string(length) + ", is more than the file or 100 MB",
        path);
  }
  data_ = bytes.subspan(8 + length);
  header_ = parse_safetensors_header(file_.text().substr(8, length), data_.size(), path.string());
}

const StoredTensor* Safetensors::find(std::string_view name) const {
  const auto found = std::find_if(header_.tensors.begin(), header_.tensors.end(),
                                  [&](const StoredTensor& tensor) { return tensor.name == name; });
  return found == header_.tensors.end() ? nullptr : &*found;
}

std::span<const std::byte> Safetensors::bytes(const StoredTensor& tensor) const {
  return data_.subspan(tensor.begin, tensor.end - tensor.begin);
}

void Safetensors::read(const StoredTensor& tensor, std::span<float> out) const {
  require(out.size() == static_cast<std::size_t>(tensor.count()), "out holds the tensor's values");
  const auto where = path_.string() + ", tensor " + tensor.name;
  if (!convert(tensor.dtype, bytes(tensor).data(), out)) {
    throw Error(Failure::bad_input,
                std::string(heed::name(tensor.dtype)) + " is no type of weights", where,
                "convert the model to F32, F16 or BF16");
  }
  if (!finite(out)) {
    throw Error(Failure::bad_input, "the weights hold NaN or infinities", where,
                "use a model that was trained and saved well");
  }
}

std::vector<float> Safetensors::read(const StoredTensor& tensor) const {
  std::vector<float> values(static_cast<std::size_t>(tensor.count()));
  read(tensor, values);
  return values;
}

std::vector<float> Safetensors::read(std::string_view name,
                                     std::span<const std::int64_t> shape) const {
  const auto* tensor = find(name);
  if (tensor == nullptr) {
    throw Error(Failure::bad_input, "there is no tensor " + std::string(name), path_.string(),
                "use a model whose weights match its config.json");
  }
  if (!std::equal(shape.begin(), shape.end(), tensor->shape.begin(), tensor->shape.end())) {
    throw Error(Failure::bad_input,
                "the shape is " + shape_text(tensor->shape) + ", not " + shape_text(shape),
                path_.string() + ", tensor " + tensor->name,
                "use a model whose weights match its config.json");
  }
  return read(*tensor);
}

void Safetensors::check_values() const {
  float chunk[kChunk];
  for (const auto& tensor : header_.tensors) {
    const auto size = size_of(tensor.dtype);
    const auto all = bytes(tensor);
    for (std::size_t at = 0; at < all.size(); at += kChunk * size) {
      const auto part = all.subspan(at, std::min(kChunk * size, all.size() - at));
      const std::span<float> values(chunk, part.size() / size);
      if (!convert(tensor.dtype, part.data(), values)) break;
      if (!finite(values)) {
        throw Error(Failure::bad_input, "the weights hold NaN or infinities",
                    path_.string() + ", tensor " + tensor.name,
                    "use a model that was trained and saved well");
      }
    }
    if (all.size() > kMuch) forget();
  }
}

std::string to_safetensors(std::span<const TensorToStore> tensors,
                           const std::map<std::string, std::string>& metadata) {
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t at = 0;
  for (const auto& tensor : tensors) {
    const std::uint64_t end = at + tensor.values.size_bytes();
    header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {at, end}}};
    at = end;
  }
  auto text = to_line(header);
  text.append((8 - text.size() % 8) % 8, ' ');
  std::string bytes(8, '\0');
  const std::uint64_t length = text.size();
  std::memcpy(bytes.data(), &length, 8);
  bytes += text;
  bytes.reserve(bytes.size() + at);
  for (const auto& tensor : tensors) {
    bytes.append(reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size_bytes());
  }
  return bytes;
}

void write_safetensors(const std::filesystem::path& path, std::span<const TensorToStore> tensors,
                       const std::map<std::string, std::string>& metadata) {
  write_file(path, to_safetensors(tensors, metadata));
}

}  // namespace heed
