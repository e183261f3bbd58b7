#include "heed/base/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "heed/base/error.h"

namespace heed {
namespace {

[[noreturn]] void fail(const std::string& doing, const std::filesystem::path& path) {
  const int code = errno;
  if (code == ENOENT) {
    throw Error(Failure::not_found, "no such file or folder", path.string(), "check the path");
  }
  if (code == EISDIR) {
    throw Error(Failure::bad_input, "a folder where a file was expected", path.string(),
                "name a file");
  }
  const std::string remedy = code == ENOSPC   ? "free some space and try again"
                             : code == EACCES ? "check who may read or write it"
                                              : "check the disk and try again";
  throw Error(Failure::storage, doing + " failed (" + std::strerror(code) + ")", path.string(),
              remedy);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("writing", path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

// A device or a pipe can't be replaced by a neighbour without being lost.
bool takes_bytes_in_place(const std::filesystem::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t limit,
                      const std::function<bool()>& stop) {
  // A pipe waits for who writes it, on opening too.
  const auto patiently = [&](const auto& call) {
    auto result = call();
    while (result < 0 && errno == EINTR && !(stop && stop())) result = call();
    return result;
  };
  const bool standard_input = path == "-";
  const Descriptor file(
      standard_input ? 0 : patiently([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
  if (file.get() < 0) fail("opening", path);
  std::string bytes;
  struct stat info {};
  if (::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode)) {
    bytes.reserve(std::min(static_cast<std::size_t>(info.st_size), limit));
  }
  char chunk[1 << 16];
  for (;;) {
    const auto n = patiently([&] { return ::read(file.get(), chunk, sizeof chunk); });
    if (n < 0) fail("reading", path);
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(n) > limit) {
      throw Error(Failure::bad_input, "longer than " + std::to_string(limit) + " bytes",
                  path.string(), "split it into smaller files");
    }
    bytes.append(chunk, static_cast<std::size_t>(n));
  }
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  write_file(path, std::span(&bytes, 1));
}

void write_file(const std::filesystem::path& path, std::span<const std::string_view> pieces) {
  if (takes_bytes_in_place(path)) {
    const Descriptor target(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (target.get() < 0) fail("opening", path);
    for (const auto bytes : pieces) write_all(target.get(), bytes, path);
    return;
  }
  auto folder = path.parent_path();
  if (folder.empty()) folder = ".";
  std::string neighbour = (folder / (path.filename().string() + ".XXXXXX")).string();
  const Descriptor file(::mkostemp(neighbour.data(), O_CLOEXEC));
  if (file.get() < 0) fail("creating", path);
  try {
    for (const auto bytes : pieces) write_all(file.get(), bytes, path);
    if (::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0) fail("syncing", path);
    if (::rename(neighbour.c_str(), path.c_str()) != 0) fail("renaming to", path);
  } catch (...) {
    ::unlink(neighbour.c_str());
    throw;
  }
  sync_file(folder);
}

void sync_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == EACCES) return;  // closed to reading, if not to writing
  if (file.get() < 0) fail("opening", path);
  // Some file systems can't sync folders.
  if (::fsync(file.get()) != 0 && errno != EINVAL && errno != ENOTSUP) fail("syncing", path);
}

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) fail("opening", path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) fail("reading", path);
  if (S_ISDIR(info.st_mode)) {
    throw Error(Failure::bad_input, "a folder where a file was expected", path.string(),
                "name a file");
  }
  size_ = static_cast<std::size_t>(info.st_size);
  if (size_ == 0) return;
  void* data = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) fail("mapping", path);
  data_ = static_cast<const std::byte*>(data);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void MappedFile::forget() const {
  if (data_ != nullptr) ::madvise(const_cast<std::byte*>(data_), size_, MADV_DONTNEED);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "heed-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) fail("creating a folder", name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace heed
