// A cache file of any bytes: refused and written anew, or used within its bounds; weights of the
// asked shape come back either way. The first byte says what is mended, so that inputs reach what
// lies behind the checks; the others are laid over the beginning of a good file:
//   1  its digest and length   2  what it was made from   4  all that follows the input's bytes
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "heed/base/hash.h"
#include "heed/model/packed_cache.h"

namespace {

using namespace heed;

constexpr std::size_t kHeader = 96, kPlace = 32;  // bytes
// Where the header's fields lie.
constexpr std::size_t kSize = 24, kCount = 32, kPathBytes = 40, kSource = 48, kDigest = 88;

std::uint64_t at(const std::string& bytes, std::size_t place) {
  std::uint64_t number;
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

void put(std::string& bytes, std::size_t place, std::uint64_t number) {
  std::memcpy(bytes.data() + place, &number, sizeof number);
}

struct Bench {
  TemporaryFolder folder;
  std::filesystem::path source = folder.path() / "model.safetensors", kept;
  float values[40 * 30] = {};
  std::string whole;

  Bench() {
    ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
    write_file(source, std::string(5 << 20, 'w'));
    for (std::size_t i = 0; i < 40 * 30; ++i) values[i] = static_cast<float>(i % 17);
    load();
    kept = std::filesystem::directory_iterator(packed_cache_folder())->path();
    whole = read_file(kept);
  }

  // Whether the file was used; reads every byte that it hands out.
  bool load() {
    PackedCache cache(source, Precision::int8);
    const auto pack = cache.pack();
    unsigned sum = 0;
    for (const std::int64_t rows : {40, 27}) {
      const auto weights = pack(std::vector{Tensor{{rows, 30}, values, nullptr}});
      if (weights->out() != rows || weights->in() != 30) std::abort();
      for (const auto byte : weights->block()) sum += std::to_integer<unsigned>(byte);
    }
    if (sum == 0) std::abort();
    const bool known = cache.source_is_known();
    cache.keep();
    return known;
  }
};

void mend_digest(std::string& file) {
  put(file, kSize, file.size());
  const auto count = at(file, kCount), path_bytes = at(file, kPathBytes);
  if (count > file.size() / kPlace || path_bytes > file.size()) return;
  const auto places = count * kPlace;
  if (kHeader + places + path_bytes > file.size()) return;
  put(file, kDigest, 0);
  const std::string_view text = file;
  put(file, kDigest,
      hash_bytes(text.substr(kHeader + places, path_bytes),
                 hash_bytes(text.substr(kHeader, places), hash_bytes(text.substr(0, kHeader)))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static Bench bench;
  const auto& whole = bench.whole;
  std::string file(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 4) != 0 && file.size() < whole.size()) file += whole.substr(file.size());
  if (file.size() >= kHeader) {
    if ((data[0] & 2) != 0) {
      file.replace(0, kSize, whole, 0, kSize);
      file.replace(kSource, kDigest - kSource, whole, kSource, kDigest - kSource);
    }
    if ((data[0] & 1) != 0) mend_digest(file);
  }
  write_file(bench.kept, file);
  const bool used = bench.load();
  if (file == whole && !used) std::abort();
  if (!used && (read_file(bench.kept) != whole || !bench.load())) std::abort();
  return 0;
}
