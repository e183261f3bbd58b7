#include "heed/cli/bench_change.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace heed::cli {
namespace {

struct Rate {
  std::string name, unit;
  double value;
};

// Peaks that the machine lacks are null and no rates.
std::vector<Rate> rates(const Json& run) {
  std::vector<Rate> out;
  for (const auto& [threads, peaks] : run.at("peak_gflops").items()) {
    for (const auto& [precision, peak] : peaks.items()) {
      if (peak.is_null()) continue;
      out.push_back({"peak, " + threads + ", " + precision, "GFLOP/s", peak.get<double>()});
    }
  }
  for (const auto& [threads, rate] : run.at("memory_gb_per_s").items()) {
    out.push_back({"memory, " + threads, "GB/s", rate.get<double>()});
  }
  for (const auto& work : run.at("works")) {
    out.push_back({work.at("name").get<std::string>(), work.at("unit").get<std::string>(),
                   work.at("rate").get<double>()});
  }
  return out;
}

}  // namespace

Result<Json> bench_changes(const Json& before, const Json& now) {
  std::vector<Rate> old;
  try {
    old = rates(before);
  } catch (const Json::exception&) {
    return Error(Failure::bad_input, "this is no run of heed bench", {},
                 "give a file that heed bench --save wrote");
  }
  Json changes = Json::array();
  for (const auto& rate : rates(now)) {
    for (const auto& was : old) {
      if (was.name != rate.name || was.unit != rate.unit || !(was.value > 0)) continue;
      changes.push_back({{"name", rate.name},
                         {"unit", rate.unit},
                         {"before", was.value},
                         {"now", rate.value},
                         {"percent", 100 * (rate.value / was.value - 1)}});
    }
  }
  return changes;
}

}  // namespace heed::cli
