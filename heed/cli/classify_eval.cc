// heed classify eval: how well a classifier does on labelled texts.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/cli/command.h"
#include "heed/train/evaluation.h"

namespace heed::cli {
namespace {

Json to_json(const Evaluation& e) {
  Json per_class = Json::object(), groups = Json::object();
  for (std::size_t c = 0; c < e.labels.size(); ++c) {
    const auto& m = e.metrics.per_class[c];
    per_class[e.labels[c]] = {
        {"precision", m.precision}, {"recall", m.recall}, {"f1", m.f1}, {"support", m.support}};
  }
  for (const auto& [value, g] : e.groups) {
    groups[value] = {{"count", g.count}, {"accuracy", g.accuracy}, {"macro_f1", g.macro_f1}};
  }
  return {{"accuracy", e.metrics.accuracy},
          {"macro_f1", e.metrics.macro_f1},
          {"per_class", std::move(per_class)},
          {"confusion", {{"labels", e.labels}, {"matrix", e.metrics.confusion}}},
          {"ece", e.ece},
          {"groups", std::move(groups)}};
}

void print(const Evaluation& e) {
  std::printf("accuracy %.2f %%   macro-F1 %.4f   calibration error %.4f\n\n",
              100 * e.metrics.accuracy, e.metrics.macro_f1, e.ece);
  std::printf("precision  recall      F1  support  class\n");
  for (std::size_t c = 0; c < e.labels.size(); ++c) {
    const auto& m = e.metrics.per_class[c];
    std::printf("%9.4f %7.4f %7.4f %8lld  %s\n", m.precision, m.recall, m.f1,
                static_cast<long long>(m.support), e.labels[c].c_str());
  }
  std::printf("\nEach row: where the texts of a class went, in the order of the classes\n");
  for (std::size_t c = 0; c < e.labels.size(); ++c) {
    for (const auto n : e.metrics.confusion[c]) std::printf("%6lld", static_cast<long long>(n));
    std::printf("  %s\n", e.labels[c].c_str());
  }
  if (!e.groups.empty()) std::printf("\n   count  accuracy  macro-F1  group\n");
  for (const auto& [value, g] : e.groups) {
    std::printf("%8lld %8.2f %% %9.4f  %s\n", static_cast<long long>(g.count), 100 * g.accuracy,
                g.macro_f1, value.c_str());
  }
  std::fflush(stdout);
}

int eval(const Context& context, const Arguments& arguments) {
  for (const auto* flag : {"--model", "--data"}) {
    if (!arguments.has(flag)) {
      throw Error(Failure::usage, "is missing", flag, "see heed classify eval --help");
    }
  }
  std::optional<std::string> group;
  if (arguments.has("--group")) group = arguments.text("--group");
  const auto e = evaluate(arguments.text("--model"), arguments.text("--data"), group);
  if (context.json) {
    std::cout << to_line(to_json(e)) << "\n";
  } else {
    print(e);
  }
  return 0;
}

}  // namespace

extern const Command kClassifyEval = {
    "classify eval",
    "Measure a classifier on labelled texts",
    "Accuracy, macro-F1, each class's precision and recall, who was taken for whom, and the "
    "expected\n"
    "calibration error: how far stated probabilities are from the share that is right.\n"
    "\n"
    "  heed classify eval --model my-model --data test.csv\n"
    "  heed classify eval --model my-model --data test.csv --group source",
    {},
    {{"--model", "DIR", "a folder that classify train wrote"},
     {"--data", "FILE", "labelled texts: CSV or JSON Lines"},
     {"--group", "COLUMN", "also measure the texts of each value of this column"}},
    eval};

}  // namespace heed::cli
