// heed check: whether what is stored is whole
#include "heed/app/check.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"

namespace heed::cli {
namespace {

int check(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto found = app::check(home);
  if (context.json) std::cout << to_line(found) << "\n";
  const auto& damage = found.at("damage");
  if (damage.empty()) {
    if (context.json) return 0;
    std::cout << "All is whole: " << found.at("items") << " items, " << found.at("events")
              << " events.\n";
    return 0;
  }
  for (const auto& one : damage) std::cerr << "  " << one.get<std::string>() << "\n";
  std::cerr << "heed: error: the data is damaged: " << (home.folder() / "heed.db").string()
            << ": nothing was changed or deleted: keep the file; heed export saves what can still "
               "be read, or put back a backup\n";
  return static_cast<int>(Failure::storage);
}

}  // namespace

extern const Command kCheck = {
    "check",
    "Look whether what is stored is whole",
    "heed check\n\n"
    "Reads everything that heed keeps and looks for damage, as a failing disk leaves it. Nothing\n"
    "is changed, but that data of an older heed is brought up to date first, as by every command.\n"
    "The exit code is 6 where something is wrong: then keep the file, and save with heed export\n"
    "what can still be read, or put back a backup.",
    {},
    {},
    check};

}  // namespace heed::cli
