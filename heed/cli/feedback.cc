// like, dislike, save, hide, read, open: one act, six names.
#include "heed/app/feedback.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/full_text.h"
#include "heed/app/items.h"
#include "heed/cli/home.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

int give(const Context& context, const Arguments& arguments, std::string_view kind,
         std::string_view done) {
  app::Home home(home_options(context));
  const auto items = arguments.all("ITEM");
  const auto documents = app::give_feedback(home, kind, items);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (context.json) {
      std::cout << to_line(documents[i]) << "\n";
    } else {
      std::cout << done << ": " << plain(app::find_item(home, items[i]).title) << "\n";
    }
  }
  return 0;
}

const std::vector<Argument> kItems = {
    {"ITEM", "ids, as heed today and heed items show them", true, true}};

}  // namespace

extern const Command kLike = {
    "like",
    "More like these",
    "heed like 3v9k2m7q0d\n\nItems like these rise. Take it back with heed undo.",
    kItems,
    {},
    [](const Context& c, const Arguments& a) { return give(c, a, "like", "Liked"); }};

extern const Command kDislike = {
    "dislike",
    "Less like these",
    "heed dislike 3v9k2m7q0d\n\nThese leave the edition and items like them sink.",
    kItems,
    {},
    [](const Context& c, const Arguments& a) { return give(c, a, "dislike", "Disliked"); }};

extern const Command kSave = {
    "save",
    "Keep these for later, and more like them",
    "heed save 3v9k2m7q0d",
    kItems,
    {},
    [](const Context& c, const Arguments& a) { return give(c, a, "save", "Saved"); }};

extern const Command kHide = {
    "hide",
    "Take these out of the edition",
    "heed hide 3v9k2m7q0d",
    kItems,
    {},
    [](const Context& c, const Arguments& a) { return give(c, a, "hide", "Hidden"); }};

extern const Command kRead = {
    "read",
    "Mark these as read",
    "heed read 3v9k2m7q0d",
    kItems,
    {},
    [](const Context& c, const Arguments& a) { return give(c, a, "read", "Read"); }};

extern const Command kOpen = {"open",
                              "Note that these were opened, and show where they are",
                              "heed open 3v9k2m7q0d",
                              kItems,
                              {},
                              [](const Context& c, const Arguments& a) {
                                {
                                  app::Home home(home_options(c));
                                  for (const auto& id : a.all("ITEM"))
                                    app::fetch_full_text(home, id);
                                }
                                const int code = give(c, a, "open", "Opened");
                                if (c.json) return code;
                                app::Home home(home_options(c));
                                for (const auto& id : a.all("ITEM"))
                                  std::cout << plain(app::find_item(home, id).url) << "\n";
                                return code;
                              }};

}  // namespace heed::cli
