// items and search: lists of what is stored.
#include "heed/app/items.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"
#include "heed/cli/screen.h"
#include "heed/read/ascii.h"

namespace heed::cli {
namespace {

void print(const std::vector<Json>& documents, bool json) {
  for (const auto& d : documents) {
    if (json) {
      std::cout << to_line(d) << "\n";
      continue;
    }
    std::cout << fmt::format("{}  {}  {:>3.0f} min  {}: {}\n", d["id"].get<std::string>(),
                             d["published"].get<std::string>().substr(0, 10),
                             d["minutes"].get<double>(), plain(d["source"].get<std::string>()),
                             plain(d["title"].get<std::string>()));
  }
}

int items(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  app::ItemsRequest request;
  request.source = arguments.text("--source");
  request.since = when(arguments, "--since", context.now);
  request.limit = limit(arguments);
  print(app::items(home, request), context.json);
  return 0;
}

int search(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto query = fmt::format("{}", fmt::join(arguments.all("QUERY"), " "));
  if (read::trim(query).empty()) {
    throw Error(Failure::usage, "needs QUERY", "search", "see heed search --help");
  }
  const int at_most = limit(arguments).value_or(20);
  const auto found = arguments.has("--semantic") ? app::search_by_meaning(home, query, at_most)
                                                 : app::search(home, query, at_most);
  print(found, context.json);
  if (found.empty() && !context.json) std::cout << "Nothing found.\n";
  return 0;
}

}  // namespace

extern const Command kItems = {
    "items",
    "The stored items, newest first",
    "heed items --since 2d --limit 20\nheed items --source \"The Harbour Post\"",
    {},
    {{"--source", "S", "of this source only: its id, address or title"}, kSince, kLimit},
    items};

extern const Command kSearch = {
    "search",
    "Find stored items by their words",
    "heed search solid state\nheed search '\"solid state\"'\nheed search 电池\n"
    "heed search --semantic storing energy\n"
    "heed search battery -lithium source:harbour is:unread after:7d\n\n"
    "Every word must occur, of words with OR between them one; \"quoted words\" stand together;\n"
    "word* is a beginning; -word must not occur. Case, accents and the like make no difference.\n"
    "Operators narrow the search, alone or beside words:\n\n"
    "  source:X      its id, or part of its title or address: source:\"The Harbour Post\"\n"
    "  label:X       one of the publisher's categories\n"
    "  lang:X        the language: lang:zh\n"
    "  is:X          unread, read, opened, liked, disliked, saved or hidden\n"
    "  before:T      published before a day (2026-03-02), month or year, a time (UTC, or with a\n"
    "                zone), or an age in minutes, hours, days or weeks: 90m, 12h, 7d, 2w\n"
    "  after:T       published then or later\n"
    "  minutes<N     shorter than N minutes; also <=, > and >=\n\n"
    "Each may stand with a - in front: -source:harbour. Of a source, label or language given\n"
    "twice either will do. A shell takes \", < and > for itself: put ' around what holds them.\n"
    "Of more than 5,000 items that hold the words, those that came last are ranked.",
    {{"QUERY", "words and operators", true, true, true}},
    {{"--limit", "N", "at most N (default: 20)"},
     {"--semantic", "", "by meaning instead: the items nearest to the words"}},
    search};

}  // namespace heed::cli
