// sources, sources rm, sources set.
#include "heed/app/sources.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

int list(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto document = app::list_sources(home);
  if (context.json) {
    std::cout << to_line(document) << "\n";
    return 0;
  }
  for (const auto& s : document["sources"]) {
    std::cout << fmt::format("{}  {:>5}  {}  {}\n", s["id"].get<std::string>(),
                             s["items"].get<int>(), plain(s["title"].get<std::string>()),
                             plain(s["url"].get<std::string>()));
    if (!s["last_error"].is_null()) {
      std::cout << "          last time: " << plain(s["last_error"].get<std::string>()) << "\n";
    }
  }
  if (document["sources"].empty()) {
    std::cout << "None yet: heed add https://example.org/feed.xml\n";
  }
  return 0;
}

int remove(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto document = app::remove_source(home, arguments.text("ID"));
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else {
    std::cout << "Removed with its items. heed undo brings them back; heed forget --source erases "
                 "them.\n";
  }
  return 0;
}

int set(const Context& context, const Arguments& arguments) {
  if (!arguments.has("--full-text")) {
    throw Error(Failure::usage, "nothing to set", "heed sources set", "give --full-text MODE");
  }
  app::Home home(home_options(context));
  const auto mode = arguments.text("--full-text");
  const auto document = app::set_full_text(home, arguments.text("ID"), mode);
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else {
    std::cout << "Full text: " << mode << ".\n";
  }
  return 0;
}

}  // namespace

extern const Command kSources = {
    "sources", "Your sources, and how each does", "heed sources", {}, {}, list};

extern const Command kSourcesRm = {"sources rm",
                                   "Stop reading a source",
                                   "heed sources rm 4k2m9q0d",
                                   {{"ID", "its id, address or title"}},
                                   {},
                                   remove};

extern const Command kSourcesSet = {
    "sources set",
    "Say how a source is read",
    "heed sources set 4k2m9q0d --full-text always\n\n"
    "Where a feed carries summaries only, the pages hold the text: never asked for, on demand\n"
    "(when you open an item), or always (with the feed, so that minutes and ranking know it).",
    {{"ID", "its id, address or title"}},
    {{"--full-text", "MODE", "never, demand or always (default: never)"}},
    set};

}  // namespace heed::cli
