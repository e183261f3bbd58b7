#include "heed/cli/fetch_table.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

constexpr std::size_t kRows = 8;
constexpr std::chrono::milliseconds kBetween{100};

std::size_t terminal_width() {
  winsize size{};
  const bool known = ::ioctl(2, TIOCGWINSZ, &size) == 0 && size.ws_col > 20;
  return known ? size.ws_col : 80;
}

}  // namespace

std::vector<std::string> table_lines(
    const std::vector<std::pair<std::string, std::chrono::seconds>>& on_their_way,
    std::size_t total, std::size_t done, std::size_t failed, std::size_t width) {
  auto rows = on_their_way;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(rows.size(), kRows); ++i) {
    const auto time = fmt::format("{:>4} s  ", rows[i].second.count());
    lines.push_back(time + cut(plain(rows[i].first), width - 1 - time.size()));
  }
  if (rows.size() > kRows) lines.push_back(fmt::format("        and {} more", rows.size() - kRows));
  lines.push_back(fmt::format("{} of {}, {} failed, {} on their way", done + failed, total, failed,
                              rows.size()));
  return lines;
}

FetchTable::FetchTable(const Context& context)
    : look_(context.quiet || context.json ? Look::none
            : ::isatty(2) == 1            ? Look::table
                                          : Look::lines) {}

app::Watch FetchTable::watch() {
  return [this](const app::FetchStep& step) { take(step); };
}

void FetchTable::take(const app::FetchStep& step) {
  total_ = step.total;
  if (step.kind == app::FetchStep::Kind::started) {
    // A page's feed is asked for on behalf of the same address: its time goes on.
    on_their_way_.try_emplace(step.index, Row{step.name, Clock::now()});
  } else {
    on_their_way_.erase(step.index);
    const bool failed = step.kind == app::FetchStep::Kind::failed;
    ++(failed ? failed_ : done_);
    if (look_ == Look::lines && !failed) {
      std::fprintf(stderr, "heed: %zu of %zu: %s\n", done_ + failed_, total_,
                   plain(step.name).c_str());
    }
  }
  draw();
}

void FetchTable::draw() {
  const auto now = Clock::now();
  if (look_ != Look::table || total_ == 0 || (drawn_ > 0 && now - last_ < kBetween)) return;
  last_ = now;
  std::vector<std::pair<std::string, std::chrono::seconds>> rows;
  for (const auto& [index, row] : on_their_way_) {
    rows.emplace_back(row.name, std::chrono::duration_cast<std::chrono::seconds>(now - row.since));
  }
  clear();
  std::string text;
  for (const auto& line : table_lines(rows, total_, done_, failed_, terminal_width())) {
    text += line + "\n";
    ++drawn_;
  }
  std::fputs(text.c_str(), stderr);
}

void FetchTable::clear() {
  if (drawn_ > 0) std::fprintf(stderr, "\r\x1b[%dA\x1b[J", drawn_);
  drawn_ = 0;
}

}  // namespace heed::cli
