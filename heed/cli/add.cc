#include "heed/app/add.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/vectors.h"
#include "heed/cli/home.h"
#include "heed/cli/intake_report.h"
#include "heed/cli/progress.h"

namespace heed::cli {
namespace {

int add(const Context& context, const Arguments& arguments) {
  catch_interrupts();
  app::Home home(home_options(context));
  app::AddRequest request;
  request.inputs = arguments.all("WHAT");
  request.source = arguments.text("--source");
  request.allow_private = arguments.has("--allow-private");
  request.timeout = arguments.number("--timeout", 60, 0.1, 3600);
  IntakeReport report(context);
  const int code = app::add(
      home, request, [&](const Json& document) { report(document); }, report.stop(),
      report.watch());
  return report.finish(home, code);
}

}  // namespace

extern const Command kAdd = {
    "add",
    "Add feeds, files, folders or pages to what heed reads",
    "heed add https://example.org/feed.xml\n"
    "heed add subscriptions.opml          then heed fetch reads them\n"
    "heed add items.jsonl saved-pages/    files and folders\n"
    "some-program | heed add -            standard input\n\n"
    "What is printed as added is stored: nothing that happens later loses it. Adding the same\n"
    "again changes nothing. What can't be read is reported, and the rest goes on.",
    {{"WHAT", "web addresses, files, folders, or - for standard input", true, true}},
    {{"--source", "NAME", "keep the items under this source name"},
     {"--allow-private", "", "allow addresses in private networks for these sources"},
     {"--timeout", "S", "seconds that one address may take (default: 60)"}},
    add};

}  // namespace heed::cli
