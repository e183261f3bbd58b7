#include "heed/base/npy.h"

#include <string>
#include <string_view>

#include "heed/base/error.h"
#include "heed/base/files.h"

namespace heed {
namespace {

//   6 bytes  \x93NUMPY     2 bytes  version 1, 0     2 bytes  N, little-endian
//   N bytes  a Python dictionary, padded with blanks and LF so that the values are 64-byte aligned
std::string header(const std::string& type, const std::string& shape) {
  std::string text =
      "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  text.append(63 - (10 + text.size()) % 64, ' ');
  text += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(text.size() & 0xFF);
  bytes += static_cast<char>(text.size() >> 8);
  return bytes + text;
}

template <class T>
void write(const std::filesystem::path& path, const std::string& bytes, std::span<const T> values) {
  const std::string_view pieces[] = {
      bytes, {reinterpret_cast<const char*>(values.data()), values.size_bytes()}};
  write_file(path, pieces);
}

}  // namespace

void write_npy(const std::filesystem::path& path, std::span<const std::int32_t> values) {
  write(path, header("<i4", std::to_string(values.size()) + ","), values);
}

void write_npy(const std::filesystem::path& path, std::span<const float> values, std::size_t rows,
               std::size_t width) {
  require(values.size() == rows * width, "values has rows times width elements");
  write(path, header("<f4", std::to_string(rows) + ", " + std::to_string(width)), values);
}

}  // namespace heed
