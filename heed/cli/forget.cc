#include "heed/app/forget.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"

namespace heed::cli {

extern const Command kForget;

namespace {

// What is asked for twice might be meant as "both" or as "where both hold": nobody should have to
// guess before an erasing.
void refuse_several(const Arguments& arguments) {
  std::size_t asked = arguments.has("ITEM") ? 1 : 0;
  for (const auto& option : kForget.options) asked += arguments.all(option.flag).size();
  if (asked == 1) return;
  throw Error(Failure::usage, asked == 0 ? "say what to forget" : "one kind of thing at a time",
              "forget",
              asked == 0 ? "see heed forget --help" : "run heed forget once for each of them");
}

int forget(const Context& context, const Arguments& arguments) {
  app::ForgetRequest request;
  request.items = arguments.all("ITEM");
  request.source = arguments.text("--source");
  request.before = when(arguments, "--before", context.now);
  request.interest = arguments.text("--interest");
  request.label = arguments.text("--label");
  request.need = arguments.text("--need");
  request.all = arguments.has("--all");
  refuse_several(arguments);
  app::Home home(home_options(context));
  const auto document = app::forget(home, request);
  if (context.json) {
    std::cout << to_line(document) << "\n";
    return 0;
  }
  const auto& gone = document["forgotten"];
  std::cout << "Erased: " << gone["items"] << " items, " << gone["events"] << " events, "
            << gone["sources"] << " sources. This can't be undone.\n";
  return 0;
}

}  // namespace

extern const Command kForget = {
    "forget",
    "Erase for good, as if it had never been here",
    "heed forget 3v9k2m7q0d\nheed forget --source \"The Harbour Post\"\nheed forget --before 90d\n"
    "heed forget --interest 4k2m9q\nheed forget --all\n\n"
    "Nothing of it stays in any file: not in the database, its journal, the search index, vectors\n"
    "or copies. With --before, items published earlier go, with all that you did with them.",
    {{"ITEM", "ids of items, and nothing else", false, true}},
    {{"--source", "S", "a source with all its items: its id, address or title"},
     {"--before", "T",
      "items published before this day, month, year or RFC 3339 time, or an age: 90d"},
     {"--interest", "ID", "an interest: its id or exact text"},
     {"--label", "NAME", "a label and what it learned (nothing makes labels yet)"},
     {"--need", "NAME", "a need and its record (nothing makes needs yet)"},
     {"--all", "", "everything"}},
    forget};

}  // namespace heed::cli
