// story show, list, split, join: which items tell the same story, and putting it right.
#include "heed/app/stories.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

void print_story(const Json& story) {
  const auto text = [](const Json& item, const char* field) {
    return plain(item[field].get<std::string>());
  };
  std::cout << fmt::format("{}  {}: {}\n", text(story, "id"), text(story, "source"),
                           text(story, "title"));
  for (const auto& item : story["also"]) {
    std::cout << fmt::format("  {}  {}: {}\n              {}\n", text(item, "id"),
                             text(item, "source"), text(item, "title"), text(item, "because"));
  }
}

int show(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto story = app::show_story(home, arguments.text("ITEM"));
  if (context.json) {
    std::cout << to_line(story) << "\n";
    return 0;
  }
  print_story(story);
  if (story["also"].empty()) std::cout << "Nothing else tells it.\n";
  return 0;
}

int list(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto stories = app::list_stories(home);
  for (const auto& story : stories) {
    if (context.json) {
      std::cout << to_line(story) << "\n";
    } else {
      print_story(story);
    }
  }
  if (stories.empty() && !context.json) std::cout << "No story is told twice.\n";
  return 0;
}

void print_comparison(const Json& pair) {
  const auto because = pair["because"];
  std::cout << fmt::format("{} and {}: {}\n", pair["a"].get<std::string>(),
                           pair["b"].get<std::string>(),
                           because.is_null() ? "two stories" : because.get<std::string>());
  std::cout << fmt::format("  {:<16}{:>8}{:>8.2f}\n", "start", "", pair["start"].get<double>());
  for (const auto& clue : pair["clues"]) {
    std::cout << fmt::format("  {:<16}{:>8.2f}{:>8.2f}\n", clue["clue"].get<std::string>(),
                             clue["value"].get<double>(), clue["part"].get<double>());
  }
  std::cout << fmt::format("  {:<16}{:>8}{:>8.2f}\n", "sum", "", pair["log_odds"].get<double>());
}

int compare(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  for (const auto& pair : app::compare_items(home, arguments.all("ITEM"))) {
    if (context.json) {
      std::cout << to_line(pair) << "\n";
    } else {
      print_comparison(pair);
    }
  }
  return 0;
}

int say(const Context& context, const Json& document, const char* done) {
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else {
    std::cout << done << " heed undo takes it back.\n";
  }
  return 0;
}

int split(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  return say(context, app::split_story(home, arguments.text("ITEM")), "It stands alone now.");
}

int join(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto event = app::join_stories(home, arguments.text("A"), arguments.text("B"));
  return say(context, event, "They tell one story now.");
}

}  // namespace

extern const Command kStoryShow = {"story show",
                                   "What else tells an item's story, and why heed thinks so",
                                   "heed story show 3v9k2m7q0d",
                                   {{"ITEM", "its id, as heed today shows it"}},
                                   {},
                                   show};

extern const Command kStoryList = {
    "story list", "The stories that several unread items tell", "heed story list", {}, {}, list};

extern const Command kStoryCompare = {
    "story compare",
    "What speaks for and against two items telling the same story",
    "heed story compare 3v9k2m7q0d 7c1d9f2h4k\n\n"
    "The parts add up; from 0 on heed joins the two, unless more than three days lie between them\n"
    "or they share no rare word of a title. Within those days the same address always joins. What\n"
    "you split or joined yourself is left aside.",
    {{"ITEM", "ids: the first and the second are compared, the third and the fourth …", true,
      true}},
    {},
    compare};

extern const Command kStorySplit = {
    "story split",
    "Take an item out of the story that it was folded into",
    "heed story split 3v9k2m7q0d\n\nheed remembers it when more of the story comes in.",
    {{"ITEM", "its id"}},
    {},
    split};

extern const Command kStoryJoin = {
    "story join",
    "Say that two items tell the same story",
    "heed story join 3v9k2m7q0d 7c1d9f2h4k\n\nheed remembers it when more of the story comes in.",
    {{"A", "the id of one"}, {"B", "the id of the other"}},
    {},
    join};

}  // namespace heed::cli
