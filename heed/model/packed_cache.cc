#include "heed/model/packed_cache.h"

#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>

#include "heed/base/error.h"
#include "heed/base/hash.h"
#include "heed/kernel/packed_tiles.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

constexpr char kMagic[9] = "heedpack";
constexpr std::uint64_t kFormat = 1;
constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kMostPlaces = 1 << 16;
constexpr std::uint64_t kMostPath = 1 << 16;
constexpr std::uintmax_t kWorthKeeping = 4 << 20;  // bytes of weights; fewer pack at once
constexpr std::chrono::hours kLongAgo{1};
constexpr std::size_t kHashedAtOnce = 4 << 20;

// What tells one state of a file from another without reading it.
struct Identity {
  std::uint64_t size = 0, inode = 0;
  std::int64_t modified = 0, changed = 0;  // nanoseconds

  bool operator==(const Identity&) const = default;
};

struct Header {
  char magic[8];
  std::uint64_t format;
  std::uint64_t layout;  // of packing: layout_digest()
  std::uint64_t size;    // of the whole file
  std::uint64_t count;   // of places
  std::uint64_t path_bytes;
  Identity source;
  std::uint64_t source_hash;
  std::uint64_t digest;  // of the header with 0 here, the places and the path
};
static_assert(sizeof(Header) == 96);

struct Place {
  std::uint64_t out, in, at, bytes;
};

std::int64_t nanoseconds(const timespec& time) {
  return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

std::optional<Identity> identify(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return Identity{static_cast<std::uint64_t>(info.st_size), info.st_ino, nanoseconds(info.st_mtim),
                  nanoseconds(info.st_ctim)};
}

// In pieces whose memory is given back, since a mapped file counts as this program's memory.
std::uint64_t hash_file(const fs::path& path) {
  const MappedFile file(path);
  std::uint64_t hash = 0;
  for (auto text = file.text(); !text.empty();) {
    const auto part = text.substr(0, kHashedAtOnce);
    hash = hash_bytes(part, hash);
    file.forget();
    text.remove_prefix(part.size());
  }
  return hash;
}

// Changes whenever packing lays out or rounds in another way.
std::uint64_t layout_digest(Precision precision) {
  constexpr std::int64_t kOut = 67, kIn = 13;
  float probe[kOut * kIn];
  for (std::int64_t i = 0; i < kOut * kIn; ++i) {
    probe[i] = static_cast<float>(i * i % 1009) / 512.0f - 1.0f;
  }
  const kernel::PackedWeights weights(probe, kOut, kIn, precision);
  const auto block = weights.block();
  return hash_bytes({reinterpret_cast<const char*>(block.data()), block.size()});
}

template <class T>
std::string_view bytes_of(const T* values, std::size_t count) {
  return {reinterpret_cast<const char*>(values), count * sizeof(T)};
}

std::uint64_t digest(Header header, std::string_view places, std::string_view path) {
  header.digest = 0;
  return hash_bytes(path, hash_bytes(places, hash_bytes(bytes_of(&header, 1))));
}

std::uint64_t aligned(std::uint64_t at) {
  return (at + kAlignment - 1) / kAlignment * kAlignment;
}

std::string prefix_of(const fs::path& source) {
  std::error_code ignored;
  const auto whole = fs::weakly_canonical(source, ignored).string();
  char text[18];
  std::snprintf(text, sizeof text, "%016llx-", static_cast<unsigned long long>(hash_bytes(whole)));
  return text;
}

std::string name_of(const fs::path& source, Precision precision) {
  const char* name = precision == Precision::f32    ? "f32"
                     : precision == Precision::bf16 ? "bf16"
                                                    : "int8";
  return prefix_of(source) + name + "-" + kernel::tiles().name;
}

}  // namespace

struct PackedCache::Kept {
  MappedFile file;
  Header header{};
  std::vector<Place> places;
  std::string source;

  // Null where the file is not there, not whole or of another kind.
  static std::shared_ptr<const Kept> open(const fs::path& path);

  std::span<const std::byte> block(const Place& place) const {
    return file.bytes().subspan(place.at, place.bytes);
  }

 private:
  bool read();
};

bool PackedCache::Kept::read() {
  const auto text = file.text();
  if (text.size() < sizeof header) return false;
  std::memcpy(&header, text.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, 8) != 0 || header.format != kFormat ||
      header.size != text.size() || header.count > kMostPlaces || header.path_bytes > kMostPath) {
    return false;
  }
  const auto places_bytes = header.count * sizeof(Place);
  if (text.size() < sizeof header + places_bytes + header.path_bytes) return false;
  const auto table = text.substr(sizeof header, places_bytes);
  source = text.substr(sizeof header + places_bytes, header.path_bytes);
  if (digest(header, table, source) != header.digest) return false;
  places.resize(header.count);
  if (!places.empty()) std::memcpy(places.data(), table.data(), table.size());
  for (const auto& place : places) {
    if (place.at % kAlignment != 0 || place.at > text.size() ||
        place.bytes > text.size() - place.at) {
      return false;
    }
  }
  return true;
}

std::shared_ptr<const PackedCache::Kept> PackedCache::Kept::open(const fs::path& path) {
  try {
    auto kept = std::make_shared<Kept>(Kept{MappedFile(path), {}, {}, {}});
    return kept->read() ? kept : nullptr;
  } catch (const Error&) {
    return nullptr;
  }
}

PackedCache::PackedCache(fs::path source, Precision precision)
    : source_(std::move(source)), precision_(precision) {
  std::error_code none;
  const auto folder = packed_cache_folder();
  if (folder.empty() || fs::file_size(source_, none) < kWorthKeeping || none) return;
  path_ = folder / name_of(source_, precision);
  kept_ = Kept::open(path_);
  if (kept_ != nullptr && kept_->header.layout != layout_digest(precision)) kept_ = nullptr;
  if (kept_ != nullptr && !same_source()) kept_ = nullptr;
  known_ = kept_ != nullptr;
  stale_ = stale_ || !known_;
}

bool PackedCache::same_source() {
  if (identify(source_) == kept_->header.source) return true;
  stale_ = true;
  source_hash_ = hash_file(source_);
  return *source_hash_ == kept_->header.source_hash;
}

Pack PackedCache::pack() {
  return [this](std::span<const Tensor> matrices) { return made_.emplace_back(next(matrices)); };
}

std::shared_ptr<const kernel::PackedWeights> PackedCache::next(std::span<const Tensor> matrices) {
  std::int64_t out = 0;
  for (const auto& matrix : matrices) out += matrix.rows();
  const auto in = matrices.front().cols();
  if (kept_ != nullptr && made_.size() < kept_->places.size()) {
    const auto& place = kept_->places[made_.size()];
    const auto& tiles = kernel::tiles();
    if (place.out == static_cast<std::uint64_t>(out) &&
        place.in == static_cast<std::uint64_t>(in) &&
        place.bytes == kernel::PackedWeights::block_bytes(out, in, precision_, tiles)) {
      struct Held {
        std::shared_ptr<const Kept> file;
        kernel::PackedWeights weights;
      };
      const auto held = std::make_shared<const Held>(
          Held{kept_, kernel::PackedWeights(kept_->block(place), out, in, precision_, tiles)});
      return {held, &held->weights};
    }
  }
  stale_ = true;
  return pack_as(precision_)(matrices);
}

// Files of models that are gone, and what a writer left that was interrupted long ago.
void PackedCache::sweep(const fs::path& folder) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const auto kept = Kept::open(entry.path());
    const auto age = fs::file_time_type::clock::now() - entry.last_write_time(none);
    const bool gone = kept != nullptr && !fs::exists(kept->source, none);
    const bool left = kept == nullptr && age > kLongAgo;
    if (!none && (gone || left)) fs::remove(entry.path(), none);
  }
}

void PackedCache::keep() {
  if (path_.empty() || !stale_ || made_.empty()) return;
  try {
    write();
    sweep(path_.parent_path());
  } catch (const std::exception&) {  // a full or read-only disk: the next start packs again
  }
}

void PackedCache::write() const {
  const auto identity = identify(source_);
  Header header{};
  std::memcpy(header.magic, kMagic, 8);
  header.format = kFormat;
  header.layout = layout_digest(precision_);
  header.count = made_.size();
  header.source = identity.value();
  header.source_hash = source_hash_ ? *source_hash_ : hash_file(source_);
  if (identify(source_) != identity) return;  // it changes just now

  const auto source = fs::canonical(source_).string();
  header.path_bytes = source.size();
  std::vector<Place> places;
  std::uint64_t at = aligned(sizeof header + made_.size() * sizeof(Place) + source.size());
  for (const auto& weights : made_) {
    const auto bytes = weights->block().size();
    places.push_back({static_cast<std::uint64_t>(weights->out()),
                      static_cast<std::uint64_t>(weights->in()), at, bytes});
    at = aligned(at + bytes);
  }
  header.size = at;
  header.digest = digest(header, bytes_of(places.data(), places.size()), source);

  const std::string zeros(kAlignment, '\0');
  std::vector<std::string_view> pieces;
  std::uint64_t written = 0;
  const auto add = [&](std::string_view piece, bool align) {
    pieces.push_back(piece);
    written += piece.size();
    if (!align) return;
    pieces.push_back(std::string_view(zeros).substr(0, aligned(written) - written));
    written = aligned(written);
  };
  add(bytes_of(&header, 1), false);
  add(bytes_of(places.data(), places.size()), false);
  add(source, true);
  for (const auto& weights : made_) {
    add(bytes_of(weights->block().data(), weights->block().size()), true);
  }
  fs::create_directories(path_.parent_path());
  write_file(path_, pieces);
}

fs::path packed_cache_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
    return fs::path(cache) / "heed/packed";
  }
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? fs::path() : fs::path(home) / ".cache/heed/packed";
}

std::uint64_t packed_cache_bytes(const fs::path& source) {
  const auto prefix = prefix_of(source);
  std::uint64_t bytes = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(packed_cache_folder(), none)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const auto size = entry.file_size(none);
    if (!none) bytes += size;
  }
  return bytes;
}

}  // namespace heed
