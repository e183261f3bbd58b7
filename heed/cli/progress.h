// How far a long command is: a line on standard error that is written over, for people at a
// terminal only. And Ctrl-C, which asks such a command to stop where nothing is half done.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "heed/cli/command.h"

namespace heed::cli {

class Progress {
 public:
  explicit Progress(const Context& context);
  ~Progress() { clear(); }

  // With a total, from the third second on, also about how long the rest takes.
  void show(std::string_view doing, std::size_t done, std::size_t total = 0);
  void clear();

 private:
  bool shown_;  // whether anyone looks
  bool dirty_ = false;
  std::string doing_;
  std::chrono::steady_clock::time_point since_;  // when doing_ began
};

// What is left when `done` of `total` took so long: "12 s left", "3 min left".
std::string time_left(std::chrono::duration<double> taken, std::size_t done, std::size_t total);

// From here on Ctrl-C (and SIGTERM) only sets a mark; a second one ends the program.
void catch_interrupts();
bool interrupted();

inline constexpr int kInterrupted = 130;  // the exit code that shells know

}  // namespace heed::cli
