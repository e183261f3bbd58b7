// heed bench: what this machine can do, and how near heed comes
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/cli/bench_change.h"
#include "heed/cli/command.h"
#include "heed/cli/progress.h"
#include "heed/cli/screen.h"
#include "heed/measure/survey.h"
#include "heed/model/registry.h"

namespace heed::cli {
namespace {

using measure::Survey;

Json to_json(const measure::Peak& peak) {
  const auto known = [](double rate) { return rate > 0 ? Json(rate) : Json(nullptr); };
  return {{"f32", peak.f32}, {"half", known(peak.half)}, {"int8", known(peak.int8)}};
}

Json to_json(const Survey& survey) {
  Json works = Json::array();
  for (const auto& line : survey.lines) {
    works.push_back({{"name", line.name},
                     {"rate", line.rate},
                     {"unit", line.unit},
                     {"gflops", line.gflops > 0 ? Json(line.gflops) : Json(nullptr)},
                     {"share_of_peak", line.share > 0 ? Json(line.share) : Json(nullptr)}});
  }
  return {{"isa", survey.isa},
          {"threads", survey.threads},
          {"peak_gflops", {{"one_thread", to_json(survey.one)}, {"all", to_json(survey.all)}}},
          {"memory_gb_per_s", {{"one_thread", survey.memory_one}, {"all", survey.memory_all}}},
          {"works", works},
          {"peak_memory_mb", survey.peak_megabytes}};
}

std::string bar(double share) {
  const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * 24 + 0.5);
  std::string out;
  for (std::size_t i = 0; i < 24; ++i) out += i < filled ? "█" : "·";
  return out;
}

void print(const Survey& survey) {
  const Screen screen;
  const auto rate = [](double value) { return value > 0 ? fmt::format("{:.0f}", value) : "–"; };
  std::cout << fmt::format("{}: {}, {} threads\n", screen.ink(Ink::bold, "This machine"),
                           survey.isa, survey.threads);
  std::cout << fmt::format("  {:<12}{:>10}{:>10}{:>10}{:>14}\n", "at most", "float32", "16 bits",
                           "int8", "memory");
  const auto peaks = [&](const char* name, const measure::Peak& peak, double memory) {
    std::cout << fmt::format("  {:<12}{:>10}{:>10}{:>10}{:>9.1f} GB/s\n", name, rate(peak.f32),
                             rate(peak.half), rate(peak.int8), memory);
  };
  peaks("one thread", survey.one, survey.memory_one);
  peaks("all", survey.all, survey.memory_all);
  std::cout << screen.ink(Ink::faint, "  in 10⁹ operations a second\n\n");

  std::cout << screen.ink(Ink::bold, "heed") << "\n";
  for (const auto& line : survey.lines) {
    std::string text = line.name;
    text.append(40 - std::min<std::size_t>(40, columns(line.name)), ' ');
    text += fmt::format("{:>10.1f} {:<9}", line.rate, line.unit);
    if (line.share > 0) text += bar(line.share) + fmt::format(" {:.0f} %", 100 * line.share);
    std::cout << "  " << text << "\n";
  }
  std::cout << screen.ink(Ink::faint, fmt::format("  bars: share of the machine's most; "
                                                  "memory used: {:.0f} MB\n",
                                                  survey.peak_megabytes));
}

std::string default_model() {
  for (const auto& info : list_models()) {
    if (info.name == "minilm" && info.problem.empty()) return info.name;
  }
  return {};
}

void print_changes(const Json& changes, const std::string& file) {
  const Screen screen;
  std::cout << "\n" << screen.ink(Ink::bold, "Since " + file) << "\n";
  for (const auto& change : changes) {
    const auto percent = change["percent"].get<double>();
    const auto sign = fmt::format("{:+9.1f} %", percent);
    auto name = change["name"].get<std::string>();
    name.append(40 - std::min<std::size_t>(40, columns(name)), ' ');
    std::cout << fmt::format("  {}{:>12.1f} → {:<12.1f}", name, change["before"].get<double>(),
                             change["now"].get<double>())
              << (percent < 0 ? sign : screen.ink(Ink::green, sign)) << "\n";
  }
}

int bench(const Context& context, const Arguments& arguments) {
  const auto file = arguments.text("--against");
  Json before;  // read now: not after ten seconds of measuring
  if (!file.empty()) {
    before = parse_json(read_file(file), file).take();
    bench_changes(before, before).take();
  }
  const auto model = arguments.has("--model") ? arguments.text("--model") : default_model();
  if (!model.empty()) model_folder(model);  // says so early where there is none
  Progress progress(context);
  const auto survey = measure::survey(model, arguments.number("--seconds", 0.5, 0.01, 60),
                                      [&](std::string_view next) { progress.show(next, 0); });
  progress.clear();
  Json run = to_json(survey);
  if (arguments.has("--save")) write_file(arguments.text("--save"), to_line(run) + "\n");
  Json changes;
  if (!file.empty()) changes = bench_changes(before, run).take();
  if (context.json) {
    if (!file.empty()) run["changes"] = changes;
    std::cout << to_line(run) << "\n";
    return 0;
  }
  print(survey);
  if (!file.empty()) print_changes(changes, file);
  return 0;
}

}  // namespace

extern const Command kBench = {
    "bench",
    "Measure what this machine can do, and how near heed comes",
    "Measures the arithmetic and the memory of this machine at their most, then heed's own works\n"
    "beside them: encoding, tokenizing, attention, interest. Takes about ten seconds; close other\n"
    "programs first. Without a BERT model encoding and tokenizing are left out.\n\n"
    "  heed bench --save before.json\n"
    "  heed bench --against before.json     and by how many percent each line changed",
    {},
    {{"--model", "MODEL", "a BERT model's name or folder (default: minilm, where it is)"},
     {"--seconds", "S", "time for each work (default: 0.5)"},
     {"--save", "FILE", "keep this run, as --json prints it"},
     {"--against", "FILE", "a run that was kept: show what changed since"}},
    bench};

}  // namespace heed::cli
