#include "heed/model/staged_folder.h"

#include <unistd.h>

#include "heed/base/error.h"
#include "heed/base/files.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

Error taken(const fs::path& target) {
  return {Failure::bad_input, "there is something at that place already", target.string(),
          "choose another name, or remove it first"};
}

}  // namespace

StagedFolder::StagedFolder(fs::path target) : target_(std::move(target)) {
  if (!target_.has_filename()) target_ = target_.parent_path();
  if (fs::exists(target_)) throw taken(target_);
  const auto parent = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  std::error_code problem;
  fs::create_directories(parent, problem);
  auto name = (parent / ("." + target_.filename().string() + ".XXXXXX")).string();
  if (problem || ::mkdtemp(name.data()) == nullptr) {
    throw Error(Failure::storage, "a folder could not be made", parent.string(),
                "check the disk and who may write there");
  }
  path_ = name;
}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void StagedFolder::commit() {
  for (const auto& entry : fs::recursive_directory_iterator(path_)) sync_file(entry.path());
  sync_file(path_);
  fs::permissions(path_, fs::perms(0755));
  if (::rename(path_.c_str(), target_.c_str()) != 0) throw taken(target_);
  path_.clear();
  sync_file(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
}

}  // namespace heed
