// Runs the program as a person would and keeps what it said.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/files.h"

namespace heed {

struct Outcome {
  int code = 0;  // the exit code, or 128 + the signal that ended it
  std::string out;
  std::string err;
};

// Runs `words[0]` found on PATH (or the path it is).
Outcome run_program(const std::vector<std::string>& words, std::string_view input = {});

// A fresh home in a temporary folder, and heed run in it. Models are looked up in `models`, which
// is empty unless set, so that a test does not depend on what the machine has.
class TestHome {
 public:
  Outcome heed(std::vector<std::string> words, std::string_view input = {}) const;

  std::filesystem::path path() const { return folder_.path() / "home"; }
  std::filesystem::path file(std::string_view name,
                             std::string_view text) const;  // writes one beside

  std::string models;

 private:
  TemporaryFolder folder_;
};

// heed running in the background in such a home, without models; its standard output goes to a
// file, its errors nowhere. Files may grow to `file_limit` bytes, unless it is 0.
class Running {
 public:
  Running(const TestHome& home, const std::vector<std::string>& words,
          std::uint64_t file_limit = 0);

  std::string so_far() const { return read_file(out_); }
  void wait_for_output() const;  // until it has printed a line, at most ten seconds
  void signal(int number) const;
  int wait() const;  // the exit code, or 128 + the signal that ended it

 private:
  std::filesystem::path out_;
  int child_ = -1;
};

// `count` items of one source, as JSON Lines.
std::string many_items(int count, const std::string& source);

// The folder ../shared/data of real data; empty where there is none: skip the test then.
std::filesystem::path shared_data();

}  // namespace heed
