// How a fetch goes, for people: at a terminal a table that is written over, with what is on its
// way, how long, and the totals; elsewhere a line for each source that is done. Nothing with
// --quiet or
// --json.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "heed/app/fetch.h"
#include "heed/cli/command.h"

namespace heed::cli {

class FetchTable {
 public:
  explicit FetchTable(const Context& context);
  ~FetchTable() { clear(); }

  app::Watch watch();
  void draw();  // at most ten times a second; call it while nothing happens, too
  bool shows() const { return drawn_ > 0; }
  void clear();  // before anything else is written

 private:
  using Clock = std::chrono::steady_clock;
  enum class Look { none, lines, table };

  void take(const app::FetchStep& step);

  struct Row {
    std::string name;
    Clock::time_point since;
  };

  Look look_;
  std::map<std::size_t, Row> on_their_way_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  int drawn_ = 0;  // lines
  Clock::time_point last_;
};

// What the table shows: the longest on their way first, then the totals.
std::vector<std::string> table_lines(
    const std::vector<std::pair<std::string, std::chrono::seconds>>& on_their_way,
    std::size_t total, std::size_t done, std::size_t failed, std::size_t width);

}  // namespace heed::cli
