#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/app/budget.h"
#include "heed/app/plan.h"
#include "heed/base/files.h"
#include "heed/cli/command.h"

namespace heed::cli {
namespace {

int run(const Context&, const Arguments& arguments) {
  const auto path = arguments.text("--items");
  if (path.empty()) {
    throw Error(Failure::usage, "there is nothing to choose from", "--items",
                "name a JSON Lines file, or - for standard input");
  }
  if (!arguments.has("--budget")) {
    throw Error(Failure::usage, "there is no budget", "--budget", "write --budget 30m");
  }
  const double budget = app::parse_budget(arguments.text("--budget")).take();
  const double redundancy = arguments.number("--redundancy", 0, 0, 1e6);
  const auto planned = app::plan_lines(read_file(path), path, budget, redundancy);
  for (const auto& problem : planned.problems) {
    std::fprintf(stderr, "heed: error: %s\n", problem.what());
  }
  std::cout << to_line(planned.document) << "\n";
  return planned.problems.empty() ? 0 : static_cast<int>(Failure::bad_input);
}

}  // namespace

extern const Command kPlan = {
    "plan",
    "Choose what fits a budget, from a file of candidates",
    "Each line of FILE is a candidate: {\"id\":\"a\",\"value\":0.7,\"minutes\":4}, with a "
    "\"vector\"\n"
    "where closeness should count. heed prints those that are worth most together within the\n"
    "budget, and a bound that no choice can exceed. No home is read or written.\n\n"
    "  heed plan --items candidates.jsonl --budget 30m\n"
    "  heed plan --items - --budget 1h --redundancy 0.5 < candidates.jsonl",
    {},
    {{"--items", "FILE", "candidates as JSON Lines; - for standard input"},
     {"--budget", "TIME", "30m, 1h30m, all"},
     {"--redundancy", "NUMBER", "what likeness to a chosen one costs (default 0)"}},
    run};

}  // namespace heed::cli
