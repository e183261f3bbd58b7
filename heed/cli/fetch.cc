#include "heed/app/fetch.h"

#include <iostream>

#include "heed/cli/home.h"
#include "heed/cli/intake_report.h"

namespace heed::cli {
namespace {

int fetch(const Context& context, const Arguments& arguments) {
  catch_interrupts();
  app::Home home(home_options(context));
  const app::FetchRequest request{arguments.all("SOURCE"), arguments.has("--all"),
                                  arguments.number("--timeout", 30, 0.1, 3600)};
  IntakeReport report(context);
  bool asked = false;
  const auto watch = report.watch();
  const int code = app::fetch(
      home, request, [&](const Json& document) { report(document); }, report.stop(),
      [&](const app::FetchStep& step) {
        asked = true;
        watch(step);
      });
  if (!asked && code == 0 && !context.json && !interrupted()) {
    std::cout << "No source is due: heed fetch --all asks all now, heed sources lists them.\n";
  }
  return report.finish(home, code);
}

}  // namespace

extern const Command kFetch = {
    "fetch",
    "Ask your sources for what is new",
    "heed fetch\nheed fetch --all\nheed fetch \"The Harbour Post\"\n\n"
    "Without names, the sources that are due: each at its own rhythm, at most once an hour.",
    {{"SOURCE", "ids, addresses or titles", false, true}},
    {{"--all", "", "all sources, due or not"},
     {"--timeout", "S", "seconds that one source may take (default: 30)"}},
    fetch};

}  // namespace heed::cli
