// Files, whole and mapped. Every failure is an Error that names the path: not_found where there is
// no such file, storage otherwise.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace heed {

inline constexpr std::size_t kLongestFile = 1u << 30;

// The whole file, or standard input for "-". Refuses a file longer than `limit` bytes. A pipe may
// keep it waiting: it gives up, with an Error, when a signal comes and `stop` says true.
std::string read_file(const std::filesystem::path& path, std::size_t limit = kLongestFile,
                      const std::function<bool()>& stop = {});

// All or nothing, and durable: writes a neighbour, syncs it, renames it over `path`, syncs the
// folder. A crash or a full disk leaves the old file as it was. Devices and pipes take the bytes
// themselves.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// The same for bytes that lie in pieces, one after the other.
void write_file(const std::filesystem::path& path, std::span<const std::string_view> pieces);

// Has the disk hold what was written to a file, or a folder's names.
void sync_file(const std::filesystem::path& path);

// A read-only mapping of a file; its bytes live as long as it does. Move-only.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {data_, size_}; }
  // Gives the pages' memory back; they are read from the file again when next touched.
  void forget() const;
  std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// A folder that is removed, with all in it, when this goes: for tests and unpacking.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace heed
