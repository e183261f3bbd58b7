#include "heed/store/copies.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/store/database.h"
#include "heed/store/examine.h"
#include "heed/store/opening.h"

namespace heed::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVersion = ".version-", kReplaced = ".replaced-", kStaged = ".restoring",
                           kJournal = "-wal";

fs::path beside(const fs::path& file, std::string_view ending) {
  return fs::path(file) += ending;
}

// Whether another process has the file open as a database: it holds a lock on the bytes that SQLite
// sets aside for locks (sqlite.org/fileformat2.html#lockbyte).
bool in_use(const fs::path& file) {
  constexpr off_t kShared = 0x40000002, kSharedBytes = 510;
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return false;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = kShared;
  lock.l_len = kSharedBytes;
  const bool held = ::fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(fd);
  return held;
}

// Gives `file` a second name, and its journal that name's: what SQLite finds under it is what it
// found under the first. A try that was stopped is taken up again.
fs::path keep(const fs::path& file) {
  const auto journal = beside(file, kJournal);
  if (fs::exists(journal) && fs::file_size(journal) == 0) fs::remove(journal);
  const bool is_there = fs::exists(file);  // its journal may be left without it
  if (!is_there && !fs::exists(journal)) return {};
  for (int n = 1;; ++n) {
    const auto kept = beside(file, std::string(kReplaced) + std::to_string(n));
    const auto kept_journal = beside(kept, kJournal);
    const bool ours = is_there && fs::exists(kept) && fs::equivalent(kept, file);
    if (fs::exists(kept) && !ours) continue;
    if (fs::exists(kept_journal) && (!ours || fs::exists(journal))) continue;
    if (is_there && !ours) fs::create_hard_link(file, kept);
    if (fs::exists(journal)) fs::rename(journal, kept_journal);
    fs::remove(beside(file, "-shm"));
    sync_file(file.parent_path());
    return is_there ? kept : fs::path();
  }
}

void refuse_in_use(const fs::path& file) {
  if (!in_use(file)) return;
  throw Error(Failure::storage, "another heed is using the data", file.string(),
              "stop it (heed serve, for one) and try again");
}

}  // namespace

fs::path copy_path(const fs::path& file, int version) {
  return beside(file, std::string(kVersion) + std::to_string(version));
}

std::vector<fs::path> kept_beside(const fs::path& file) {
  std::vector<fs::path> found;
  const auto name = file.filename().string();
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(file.parent_path(), none)) {
    const auto other = entry.path().filename().string();
    for (const auto kind : {kVersion, kReplaced, kStaged}) {
      if (other.starts_with(name + std::string(kind))) found.push_back(entry.path());
    }
  }
  return found;
}

Time written(const fs::path& copy) {
  return std::chrono::time_point_cast<Time::duration>(
      std::chrono::file_clock::to_sys(fs::last_write_time(copy)));
}

std::optional<Copy> newest_whole_copy(const fs::path& file) {
  std::vector<int> versions;
  const auto beginning = file.filename().string() + std::string(kVersion);
  for (const auto& path : kept_beside(file)) {
    const auto name = path.filename().string();
    if (!name.starts_with(beginning)) continue;
    int version = 0;
    const char* const end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + beginning.size(), end, version);
    if (read.ec == std::errc() && read.ptr == end) versions.push_back(version);
  }
  std::ranges::sort(versions, std::greater());
  for (const int version : versions) {
    const auto copy = copy_path(file, version);
    try {
      const auto found = examine(copy);
      if (found.whole() && found.version > 0) return Copy{copy, written(copy)};
    } catch (const Error&) {
      continue;  // no database of heed's
    }
  }
  return std::nullopt;
}

fs::path put_back(const fs::path& copy, const fs::path& file) {
  refuse_in_use(file);
  const auto staged = beside(file, kStaged);
  if (std::error_code none; fs::equivalent(copy, staged, none)) {
    throw Error(Failure::usage, "this is where a copy is made", copy.string(),
                "give it another name first");
  }
  try {
    fs::remove(staged);
    Database(copy, Database::Mode::look).run("VACUUM INTO ?", staged.string());
    fs::permissions(staged, fs::perms::owner_read | fs::perms::owner_write);
    sync_file(staged);
    const Opening alone(file.parent_path());  // copying took a while: nobody begins now
    refuse_in_use(file);
    const auto kept = keep(file);
    fs::rename(staged, file);
    sync_file(file.parent_path());
    return kept;
  } catch (const Error&) {
    std::error_code ignored;
    if (!fs::equivalent(copy, staged, ignored)) fs::remove(staged, ignored);  // half of a copy
    throw;
  } catch (const fs::filesystem_error& problem) {
    throw Error(Failure::storage, "the copy can't be put back (" + problem.code().message() + ")",
                file.string(), "check the disk and that you may write to it: nothing was lost");
  }
}

}  // namespace heed::store
