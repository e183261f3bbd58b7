// A folder that appears whole or not at all: its files are written in a hidden neighbour, which
// commit() syncs and renames into place. Without commit() nothing is left behind.
#pragma once

#include <filesystem>

namespace heed {

class StagedFolder {
 public:
  // Refuses a target that exists already. Makes the folders above it.
  explicit StagedFolder(std::filesystem::path target);
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  ~StagedFolder();

  const std::filesystem::path& path() const { return path_; }  // write here
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
};

}  // namespace heed
