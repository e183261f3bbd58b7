// undo, redo and the ledger that both write to.
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/feedback.h"
#include "heed/app/ledger.h"
#include "heed/cli/home.h"

namespace heed::cli {
namespace {

using Step = Json (*)(app::Home&, int);

int step(const Context& context, const Arguments& arguments, Step act, std::string_view done) {
  app::Home home(home_options(context));
  const auto document = act(home, static_cast<int>(arguments.integer("N", 1, 1, 1'000'000)));
  if (context.json) {
    std::cout << to_line(document) << "\n";
    return 0;
  }
  const auto& acts = document.at("acts");
  if (acts.empty()) std::cout << "There is nothing to take back or bring back.\n";
  for (const auto& one : acts) {
    std::cout << done << ": " << one["kind"].get<std::string>() << " "
              << one["about"].get<std::string>() << "\n";
  }
  return 0;
}

int ledger(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto since = when(arguments, "--since", context.now);
  for (const auto& event : app::ledger(home, since, limit(arguments))) {
    if (context.json) {
      std::cout << to_line(event) << "\n";
      continue;
    }
    std::cout << event["event"] << "  " << event["time"].get<std::string>() << "  "
              << event["by"].get<std::string>() << "  " << event["kind"].get<std::string>();
    if (!event["item"].is_null()) std::cout << " " << event["item"].get<std::string>();
    std::cout << "  " << event["why"].get<std::string>()
              << (event["undone"].get<bool>() ? "  (undone)" : "") << "\n";
  }
  return 0;
}

}  // namespace

extern const Command kUndo = {
    "undo",
    "Take back the last thing you did, or the last N",
    "heed undo\nheed undo 3\n\nFeedback, interests, settings and removed sources come back exactly "
    "as they were.",
    {{"N", "how many acts (default: 1)", false}},
    {},
    [](const Context& c, const Arguments& a) { return step(c, a, app::undo, "Took back"); }};

extern const Command kRedo = {
    "redo",
    "Bring back what was undone last",
    "heed redo",
    {{"N", "how many acts (default: 1)", false}},
    {},
    [](const Context& c, const Arguments& a) { return step(c, a, app::redo, "Brought back"); }};

extern const Command kLedger = {
    "ledger", "Everything that you did and heed decided",           "heed ledger --since 7d",
    {},       {kSince, {"--limit", "N", "the last N events only"}}, ledger};

}  // namespace heed::cli
