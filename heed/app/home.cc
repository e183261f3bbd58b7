#include "heed/app/home.h"

#include <sys/stat.h>

#include <system_error>

#include "heed/base/error.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// Readable by its owner alone: what a person reads is nobody else's business.
void make_private_folder(const std::filesystem::path& folder) {
  std::error_code problem;
  if (std::filesystem::is_directory(folder, problem)) return;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    throw Error(Failure::storage, "the folder can't be made (" + problem.message() + ")",
                folder.string(), "choose another with --home");
  }
  ::chmod(folder.c_str(), 0700);
}

}  // namespace

Home::Home(Options options) : options_(std::move(options)) {
  make_private_folder(options_.folder);
  store_ = std::make_unique<store::Store>(options_.folder / "heed.db");
}

Home::~Home() = default;

}  // namespace heed::app
