#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/budget.h"
#include "heed/app/edition.h"
#include "heed/cli/home.h"
#include "heed/cli/progress.h"
#include "heed/cli/reasons.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

std::string text_of(const Json& item, const char* field) {
  return plain(item[field].get<std::string>());
}

void print_heading(const Screen& screen, const Json& edition) {
  const auto planned = minutes_in_words(edition["planned_minutes"].get<double>());
  const auto count = edition["items"].size();
  const auto& budget = edition["budget_minutes"];
  std::cout << screen.ink(Ink::bold, "Today") << " · " << count << (count == 1 ? " item" : " items")
            << ", " << planned
            << (budget.is_null() ? "" : " of your " + minutes_in_words(budget.get<double>()))
            << ", from " << edition["considered"] << " unread"
            << (edition["order"] == "new" ? " · newest first, no profile" : "") << "\n\n";
}

void print_lines(const Screen& screen, const std::string& text, std::optional<Ink> ink) {
  for (const auto& line : wrap(text, screen.width() - 4)) {
    std::cout << "    " << (ink ? screen.ink(*ink, line) : line) << "\n";
  }
}

void print_item(const Screen& screen, const Json& item, std::size_t number, Time now) {
  const auto minutes = minutes_in_words(item["minutes"].get<double>());
  auto lines = wrap(text_of(item, "title"), screen.width() - 6 - columns(minutes));
  const auto room = screen.width() - 4 - columns(lines[0]) - columns(minutes);
  std::cout << fmt::format("{:>2}  ", number) << screen.ink(Ink::bold, lines[0])
            << std::string(room, ' ') << minutes << "\n";
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::cout << "    " << screen.ink(Ink::bold, lines[i]) << "\n";
  }
  const auto published = parse_rfc3339(item["published"].get<std::string>());
  print_lines(screen,
              text_of(item, "source") + " · " + (published ? age_in_words(*published, now) : "") +
                  " · " + text_of(item, "id"),
              Ink::faint);
  std::string why = item["explore"].get<bool>() ? "outside your usual, by lot" : "";
  if (!item["value"].is_null()) {
    for (const auto& reason : reasons(item, 3)) why += (why.empty() ? "" : " · ") + reason;
  }
  if (!why.empty()) print_lines(screen, why, Ink::green);
  if (const auto others = item["also"].size(); others > 0) {
    print_lines(screen, fmt::format("also told by {} other{}", others, others == 1 ? "" : "s"),
                Ink::faint);
  }
  std::cout << "\n";
}

void print_end(const Screen& screen, const Json& edition) {
  if (edition["considered"] == 0) {
    std::cout << "Nothing is unread. heed fetch looks for more; heed add brings in a source.\n";
    return;
  }
  std::cout << screen.ink(Ink::bold, "That was today.") << " You can close this now.\n";
  if (edition["left_out"] == 0) return;
  std::cout << "\nLeft out: " << edition["left_out"] << " items, "
            << minutes_in_words(edition["left_out_minutes"].get<double>())
            << (edition["order"] == "new" ? ". The newest:\n" : ". The best:\n");
  for (const auto& item : edition["best_left_out"]) {
    const auto minutes = minutes_in_words(item["minutes"].get<double>());
    const auto tail = fmt::format("  {} · {}", minutes, text_of(item, "id"));
    std::cout << "    " << cut(text_of(item, "title"), screen.width() - 4 - columns(tail))
              << screen.ink(Ink::faint, tail) << "\n";
  }
}

int run(const Context& context, const Arguments& arguments) {
  app::TodayRequest request;
  if (arguments.has("--budget")) {
    request.budget = app::parse_budget(arguments.text("--budget")).take();
  }
  request.order = arguments.text("--order");
  app::Home home(home_options(context));
  Progress progress(context);
  request.progress = [&](std::size_t done, std::size_t total) {
    progress.show("Understanding", done, total);
    return true;  // Ctrl-C ends the program; what was committed is kept
  };
  const Json edition = app::today(home, request);
  progress.clear();
  if (context.json) {
    std::cout << to_line(edition) << "\n";
    return 0;
  }
  const Screen screen;
  print_heading(screen, edition);
  std::size_t number = 0;
  for (const auto& item : edition["items"]) print_item(screen, item, ++number, context.now);
  print_end(screen, edition);
  return 0;
}

}  // namespace

extern const Command kToday = {
    "today",
    "The page that ends: what fits the minutes you have",
    "heed today\nheed today --budget 45m\nheed today --order new      plain time, no profile\n\n"
    "heed why ITEM says why an item stands where it stands; heed like, dislike, save and hide\n"
    "teach heed, and heed undo takes it back.",
    {},
    {{"--budget", "TIME", "30m, 1h, all (default: the setting edition.budget)"},
     {"--order", "ORDER", "you, new or source (default: the setting edition.order)"}},
    run};

}  // namespace heed::cli
