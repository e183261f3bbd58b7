#include "heed/cli/progress.h"

#include <unistd.h>

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
  if (total > 0) {
    constexpr std::size_t kWidth = 30;
    const auto filled = done * kWidth / total;
    std::string bar;
    for (std::size_t i = 0; i < kWidth; ++i) bar += i < filled ? "━" : " ";
    std::fprintf(stderr, "\r\x1b[K%.*s %s %zu of %zu", static_cast<int>(doing.size()), doing.data(),
                 bar.c_str(), done, total);
  } else {
    std::fprintf(stderr, "\r\x1b[K%.*s %zu", static_cast<int>(doing.size()), doing.data(), done);
  }
  dirty_ = true;
}

void Progress::clear() {
  if (dirty_) std::fputs("\r\x1b[K", stderr);
  dirty_ = false;
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
