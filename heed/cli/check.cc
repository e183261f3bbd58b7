// check and restore: whether what is stored is whole, and putting back a copy where it isn't.
#include "heed/app/check.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/command.h"

namespace heed::cli {
namespace {

std::string day(const Json& time) {
  return time.get<std::string>().substr(0, 10);
}

void print_whole(const Json& found) {
  std::cout << "All is whole: " << found.at("items") << " items, " << found.at("events")
            << " events.\n";
  if (found.at("version") == found.at("newest")) return;
  std::cout << "The data is of version " << found.at("version")
            << ", of an older heed: the next other command brings it to version "
            << found.at("newest") << " and keeps a copy.\n";
}

int check(const Context& context, const Arguments&) {
  const auto found = app::check(context.home);
  if (context.json) std::cout << to_line(found) << "\n";
  const auto& damage = found.at("damage");
  if (damage.empty()) {
    if (!context.json) print_whole(found);
    return 0;
  }
  for (const auto& one : damage) std::cerr << "  " << one.get<std::string>() << "\n";
  const auto& copy = found.at("copy");
  if (copy.is_null()) {
    std::cerr << "  There is no whole copy beside it.\n";
  } else {
    std::cerr << "  heed restore puts back the copy of " << day(copy.at("written")) << ": "
              << copy.at("file").get<std::string>() << "\n";
  }
  const auto error = app::damaged(context.home);
  std::cerr << "heed: error: " << error.what() << "\n";
  return static_cast<int>(error.failure);
}

int restore(const Context& context, const Arguments& arguments) {
  const auto done = app::restore(context.home, arguments.text("FILE"));
  if (context.json) {
    std::cout << to_line(done) << "\n";
    return 0;
  }
  std::cout << "Here is what was stored until " << day(done.at("written")) << ", from "
            << done.at("restored").get<std::string>() << ".\n";
  if (!done.at("kept").is_null()) {
    std::cout << "What it replaced is kept: " << done.at("kept").get<std::string>() << "\n";
  }
  return 0;
}

}  // namespace

extern const Command kCheck = {
    "check",
    "Look whether what is stored is whole",
    "heed check\n\n"
    "Reads everything that heed keeps, and changes nothing, to find damage as a failing disk "
    "leaves\n"
    "it. The exit code is 6 where something is wrong: then save with heed export what can still "
    "be\n"
    "read; heed restore puts back the newest whole copy, which heed check names.",
    {},
    {},
    check};

extern const Command kRestore = {
    "restore",
    "Put back a copy of what was stored",
    "heed restore\nheed restore ~/backups/heed.db\n\n"
    "A newer heed leaves a copy of the data beside it before it first changes its form\n"
    "(heed.db.version-4). Where the data is damaged, the newest whole copy takes its place; what\n"
    "was stored since is in the damaged file alone, which is kept (heed.db.replaced-1) until heed\n"
    "forget removes it.",
    {{"FILE", "a copy of your own (default: the newest whole one, where the data is damaged)",
      false}},
    {},
    restore};

}  // namespace heed::cli
