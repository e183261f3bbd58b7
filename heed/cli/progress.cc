#include "heed/cli/progress.h"

#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdio>

namespace heed::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

void on_signal(int) {
  g_interrupted = 1;
}

}  // namespace

Progress::Progress(const Context& context) : shown_(!context.quiet && ::isatty(2) == 1) {}

void Progress::show(std::string_view doing, std::size_t done, std::size_t total) {
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (doing_ != doing) {
    doing_ = doing;
    since_ = now;
  }
  if (total > 0) {
    constexpr std::size_t kWidth = 30;
    const auto filled = done * kWidth / total;
    std::string bar;
    for (std::size_t i = 0; i < kWidth; ++i) bar += i < filled ? "━" : " ";
    const bool known = done > 0 && done < total && now - since_ > std::chrono::seconds(3);
    const auto left = known ? ", " + time_left(now - since_, done, total) : std::string();
    std::fprintf(stderr, "\r\x1b[K%s %s %zu of %zu%s", doing_.c_str(), bar.c_str(), done, total,
                 left.c_str());
  } else {
    std::fprintf(stderr, "\r\x1b[K%.*s %zu", static_cast<int>(doing.size()), doing.data(), done);
  }
  dirty_ = true;
}

void Progress::clear() {
  if (dirty_) std::fputs("\r\x1b[K", stderr);
  dirty_ = false;
}

std::string time_left(std::chrono::duration<double> taken, std::size_t done, std::size_t total) {
  const double seconds =
      taken.count() / static_cast<double>(done) * static_cast<double>(total - done);
  const auto whole = [](double number) { return std::to_string(std::lround(number)); };
  return seconds < 90 ? whole(seconds) + " s left" : whole(seconds / 60) + " min left";
}

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  // Reset after the first, so that a second Ctrl-C ends the program at once.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
  return g_interrupted != 0;
}

}  // namespace heed::cli
