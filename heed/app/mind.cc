#include "heed/app/mind.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace heed::app {
namespace {

constexpr double kWorthSaying = 0.005;
constexpr std::size_t kListed = 6;

}  // namespace

void Mind::remember(Name name, choice::Slot slot, std::span<const float> key) {
  width = key.size();
  if (choice::dot(key, key) == 0) return;
  names.push_back(std::move(name));
  slots.push_back(slot);
  keys.insert(keys.end(), key.begin(), key.end());
}

double feedback_value(std::string_view kind) {
  if (kind == "like" || kind == "save") return 1;
  if (kind == "dislike") return -1;
  if (kind == "hide") return -0.5;
  return 0;
}

double days_between(Time earlier, Time later) {
  return std::max(0.0, static_cast<double>((later - earlier).count()) / 86400);
}

Json because_document(const Mind& mind, std::span<const choice::Share> shares) {
  Json because = Json::array();
  double weight = 0, value = 0;
  std::size_t others = 0;
  for (const auto& share : shares) {
    if (because.size() < kListed && std::abs(share.value) >= kWorthSaying) {
      const auto& name = mind.names[share.slot];
      because.push_back({{"slot", name.slot},
                         {"text", name.text},
                         {"weight", share.weight},
                         {"value", share.value},
                         {"kind", name.kind}});
    } else {
      ++others, weight += share.weight, value += share.value;
    }
  }
  if (others > 0) {
    because.push_back({{"slot", nullptr},
                       {"text", others == 1 ? "one more" : std::to_string(others) + " others"},
                       {"weight", weight},
                       {"value", value},
                       {"kind", "others"}});
  }
  return because;
}

}  // namespace heed::app
