#include "tests/run_heed.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "heed/base/error.h"
#include "heed/base/json.h"

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

Running::Running(const TestHome& home, const std::vector<std::string>& words,
                 std::uint64_t file_limit)
    : out_(home.file("out", "")) {
  std::vector<std::string> all = {HEED_PROGRAM, "--home", home.path().string()};
  all.insert(all.end(), words.begin(), words.end());
  child_ = ::fork();
  if (child_ != 0) return;
  const int out = ::open(out_.c_str(), O_WRONLY | O_TRUNC);
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(out, 1);
  ::dup2(null, 2);
  ::setenv("HEED_MODELS", "/nonexistent", 1);
  if (file_limit != 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{file_limit, file_limit};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::vector<char*> argv;
  for (auto& word : all) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

void Running::signal(int number) const {
  ::kill(child_, number);
}

int Running::wait() const {
  int status = 0;
  ::waitpid(child_, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Running::wait_for_output() const {
  for (int i = 0; i < 2000 && so_far().find('\n') == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::string many_items(int count, const std::string& source) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const Json item = {{"title", source + " item " + std::to_string(i)},
                       {"text", std::string(400, static_cast<char>('a' + i % 26)) + " words"},
                       {"url", "https://example.org/" + source + "/" + std::to_string(i)},
                       {"source", source}};
    lines += item.dump() + "\n";
  }
  return lines;
}

std::filesystem::path shared_data() {
  const std::filesystem::path folder = std::filesystem::path(HEED_SOURCE_DIR) / "../shared/data";
  return std::filesystem::exists(folder) ? folder : std::filesystem::path{};
}

}  // namespace heed
