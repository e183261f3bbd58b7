#include "tests/run_heed.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "heed/base/error.h"

namespace heed {
namespace {

[[noreturn]] void become(const std::vector<std::string>& words,
                         const std::filesystem::path& folder) {
  const auto redirect = [&](const char* name, int flags, int to) {
    const int fd = ::open((folder / name).c_str(), flags, 0600);
    if (fd < 0 || ::dup2(fd, to) < 0) ::_exit(126);
  };
  redirect("in", O_RDONLY, 0);
  redirect("out", O_WRONLY | O_CREAT, 1);
  redirect("err", O_WRONLY | O_CREAT, 2);
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

}  // namespace

Outcome run_program(const std::vector<std::string>& words, std::string_view input) {
  const TemporaryFolder folder;
  write_file(folder.path() / "in", input);
  const pid_t child = ::fork();
  require(child >= 0, "fork works");
  if (child == 0) become(words, folder.path());
  int status = 0;
  require(::waitpid(child, &status, 0) == child, "the child ends");
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          read_file(folder.path() / "out"), read_file(folder.path() / "err")};
}

Outcome TestHome::heed(std::vector<std::string> words, std::string_view input) const {
  const auto none = (folder_.path() / "no-models").string();
  std::vector<std::string> all = {"env", "HEED_MODELS=" + (models.empty() ? none : models),
                                  HEED_PROGRAM, "--home", path().string()};
  all.insert(all.end(), words.begin(), words.end());
  return run_program(all, input);
}

std::filesystem::path TestHome::file(std::string_view name, std::string_view text) const {
  const auto place = folder_.path() / name;
  write_file(place, text);
  return place;
}

std::filesystem::path shared_data() {
  const std::filesystem::path folder = std::filesystem::path(HEED_SOURCE_DIR) / "../shared/data";
  return std::filesystem::exists(folder) ? folder : std::filesystem::path{};
}

}  // namespace heed
