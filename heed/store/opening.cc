#include "heed/store/opening.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "heed/base/error.h"

namespace heed::store {

using namespace std::chrono_literals;

Opening::Opening(const std::filesystem::path& folder)
    : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (folder_ < 0) return;  // what opens its file says why
  const auto until = std::chrono::steady_clock::now() + 20s;
  while (::flock(folder_, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR)) {
    if (std::chrono::steady_clock::now() > until) {
      ::close(folder_);
      throw Error(Failure::storage, "another heed is opening the data, or bringing it up to date",
                  folder.string(), "wait until it is done and try again");
    }
    std::this_thread::sleep_for(2ms);
  }
}

Opening::~Opening() {
  if (folder_ >= 0) ::close(folder_);  // and with it goes the lock
}

}  // namespace heed::store
