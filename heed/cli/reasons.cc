#include "heed/cli/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "heed/cli/screen.h"

namespace heed::cli {

std::string slot_in_words(const Json& because) {
  const auto kind = because["kind"].get<std::string>();
  const auto text = cut(plain(because["text"].get<std::string>()), 48);
  if (kind == "others") return text + " in your memory";
  if (kind == "like") return "you liked “" + text + "”";
  if (kind == "save") return "you saved “" + text + "”";
  if (kind == "dislike") return "you disliked “" + text + "”";
  if (kind == "hide") return "you hid “" + text + "”";
  return (because["value"].get<double>() < 0 ? "you want less of " : "you want ") + text;
}

std::string feature_in_words(std::string_view feature, double contribution) {
  const bool helps = contribution >= 0;
  if (feature == "freshness") return helps ? "new" : "new, which you weigh against";
  if (feature == "trust") return "from a source you like";
  if (feature == "novelty") return "unlike what you read lately";
  if (feature == "length") return helps ? "short" : "long";
  if (feature == "manipulation") return "worded like bait";
  return std::string(feature);
}

std::vector<std::string> reasons(const Json& item, std::size_t most) {
  struct Reason {
    double value;
    std::string words;
  };
  std::vector<Reason> found;
  const double interest = item["interest"].get<double>();
  const auto& contributions = item["contributions"];
  // Slots give shares of the interest; θ turns them into shares of the value.
  const double theta = interest == 0 ? 0 : contributions["interest"].get<double>() / interest;
  for (const auto& slot : item["because"]) {
    found.push_back({theta * slot["value"].get<double>(), slot_in_words(slot)});
  }
  for (const auto& [feature, value] : contributions.items()) {
    if (feature == "interest") continue;
    found.push_back({value.get<double>(), feature_in_words(feature, value.get<double>())});
  }
  std::stable_sort(found.begin(), found.end(), [](const Reason& a, const Reason& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  std::vector<std::string> out;
  for (const auto& reason : found) {
    if (out.size() == most || (!out.empty() && std::abs(reason.value) < 0.06)) break;
    out.push_back(fmt::format("{} ({:+.2f})", reason.words, reason.value));
  }
  return out;
}

}  // namespace heed::cli
