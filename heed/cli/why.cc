#include "heed/app/why.h"

#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/cli/reasons.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

std::string label(std::string_view feature) {
  if (feature == "interest") return "what you want";
  if (feature == "freshness") return "new";
  if (feature == "trust") return "your record with its source";
  if (feature == "novelty") return "unlike what you read lately";
  if (feature == "length") return "its length";
  if (feature == "manipulation") return "worded like bait";
  return std::string(feature);
}

void print_sum(const Screen& screen, const Json& why) {
  std::cout << "\nIts value is a sum:\n";
  for (const auto& [feature, given] : why["contributions"].items()) {
    const auto name = label(feature);
    std::cout << fmt::format("  {:+.3f}  ", given.get<double>()) << name
              << std::string(30 - std::min<std::size_t>(29, columns(name)), ' ')
              << screen.ink(Ink::faint,
                            fmt::format("{:.2f} × {:+.3f}", why["weights"][feature].get<double>(),
                                        why["features"][feature].get<double>()))
              << "\n";
  }
  std::cout << fmt::format("  ------\n  {:+.3f}\n", why["value"].get<double>());
}

void print_memory(const Json& why) {
  const double interest = why["interest"].get<double>();
  if (why["because"].empty()) {
    std::cout << "\nYour memory is empty: heed interest add \"…\" says what you want.\n";
    return;
  }
  std::cout << fmt::format("\nWhat you want, {:+.3f}, comes from:\n", interest);
  for (const auto& slot : why["because"]) {
    std::cout << fmt::format("  {:+.3f}  {}\n", slot["value"].get<double>(), slot_in_words(slot));
  }
  std::cout << fmt::format("  {:.0f} % sure that nothing you told heed is close to it\n",
                           100 * why["unknown"].get<double>());
}

void print_words(const Json& why) {
  if (!why["words"].empty()) {
    std::cout << "\nThe words it hangs on: ";
    const char* between = "";
    for (const auto& word : why["words"]) {
      std::cout << between << plain(word["word"].get<std::string>());
      between = ", ";
    }
    std::cout << "\n  (" << why["words_note"].get<std::string>() << ")\n";
  }
  if (!why["bait"].empty()) {
    std::cout << "\nWorded like bait: ";
    const char* between = "";
    for (const auto& cue : why["bait"]) {
      std::cout << between << cue.get<std::string>();
      between = ", ";
    }
    std::cout << "\n";
  }
}

void print_story(const Json& why) {
  if (!why["also"].empty()) std::cout << "\nThe same story (heed story split takes one out):\n";
  for (const auto& told : why["also"]) {
    std::cout << fmt::format("  {}  {}: {}\n              {}\n", told["id"].get<std::string>(),
                             plain(told["source"].get<std::string>()),
                             plain(told["title"].get<std::string>()),
                             told["because"].get<std::string>());
  }
  if (!why["unsubscribe"].is_null()) {
    std::cout << "\nTo leave its list: " << plain(why["unsubscribe"].get<std::string>()) << "\n";
  }
}

int run(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const Json why = app::why(home, arguments.text("ITEM"));
  if (context.json) {
    std::cout << to_line(why) << "\n";
    return 0;
  }
  const Screen screen;
  for (const auto& line : wrap(plain(why["title"].get<std::string>()), screen.width())) {
    std::cout << screen.ink(Ink::bold, line) << "\n";
  }
  std::cout << plain(why["source"].get<std::string>()) << " · "
            << minutes_in_words(why["minutes"].get<double>()) << "\n\n";
  std::cout << (why["eligible"].get<bool>() ? "" : "You are done with it; otherwise: ")
            << "by value it is number " << why["rank_you"] << " of " << why["considered"]
            << ", by time number " << why["rank_new"] << ".\n";
  print_sum(screen, why);
  print_memory(why);
  print_words(why);
  print_story(why);
  return 0;
}

}  // namespace

extern const Command kWhy = {
    "why",
    "Why an item stands where it stands",
    "heed why 3v9k2m7q0d\n\nEvery number is the one that the edition was made from: the table adds "
    "up to\nthe value, and the lines below it to what you want.",
    {{"ITEM", "its id, as heed today shows it"}},
    {},
    run};

}  // namespace heed::cli
