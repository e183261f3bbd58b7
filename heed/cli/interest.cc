// interest add, list, rm: what the person typed that they want more or less of.
#include "heed/app/interests.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

int print_line(const Json& document) {
  std::cout << to_line(document) << "\n";
  return 0;
}

int add(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto document =
      app::add_interest(home, arguments.text("TEXT"), arguments.number("--weight", 1, -1, 1));
  if (context.json) return print_line(document);
  const double weight = document["weight"];
  std::cout << (weight < 0 ? "Less of: " : "More of: ")
            << plain(document["text"].get<std::string>()) << "\n";
  return 0;
}

int list(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto document = app::list_interests(home);
  if (context.json) return print_line(document);
  for (const auto& interest : document["interests"]) {
    std::cout << fmt::format("{}  {:+.2f}  {}\n", interest["id"].get<std::string>(),
                             interest["weight"].get<double>(),
                             plain(interest["text"].get<std::string>()));
  }
  if (document["interests"].empty()) {
    std::cout << "None yet: heed interest add \"battery chemistry\"\n";
  }
  return 0;
}

int remove(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto document = app::remove_interest(home, arguments.text("ID"));
  if (context.json) return print_line(document);
  std::cout << "Removed. heed undo brings it back.\n";
  return 0;
}

}  // namespace

extern const Command kInterestAdd = {
    "interest add",
    "Say what you want more of, or less",
    "heed interest add \"battery chemistry\"\n"
    "heed interest add \"celebrity gossip\" --weight -1\n\n"
    "Items near these words rise or sink. The same words again set a new weight.",
    {{"TEXT", "what it is, in your words"}},
    {{"--weight", "W", "from -1 (much less) to 1 (much more); default: 1"}},
    add};

extern const Command kInterestList = {
    "interest list", "What you said you want", "heed interest list", {}, {}, list};

extern const Command kInterestRm = {"interest rm",
                                    "Remove an interest",
                                    "heed interest rm 4k2m9q",
                                    {{"ID", "its id, or its exact text"}},
                                    {},
                                    remove};

}  // namespace heed::cli
