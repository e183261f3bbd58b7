#include "heed/app/settings.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr Setting kTable[] = {
    {"edition.budget", 1, 1440, 30, "minutes that an edition may take"},
    {"edition.order", 0, 0, 0, "how an edition is ordered", "you|new|source"},
    {"edition.redundancy", 0, 2, 0.3, "how much an item loses for being like one already chosen"},
    {"edition.explore", 0, 0.5, 0.1, "share of the budget for what heed knows least about"},
    {"weight.interest", -2, 2, 1, "how much your interests and feedback count"},
    {"weight.freshness", -2, 2, 0.3, "how much it counts that an item is new"},
    {"weight.novelty", -2, 2, 0.1,
     "how much it counts that an item is unlike what you read lately"},
    {"weight.trust", -2, 2, 0.1, "how much your record with a source counts"},
    {"weight.length", -2, 2, 0.05, "how much it counts that an item fits the budget well"},
    {"weight.manipulation", -2, 2, -0.2, "how much bait in a headline counts; negative: against"},
    {"freshness.half_life", 1, 8760, 48, "hours after which an item is half as fresh"},
    {"memory.temperature", 0.05, 10, 0.75, "τ: how softly attention spreads over your memory"},
    {"memory.typed.threshold", 0, 10, 2,
     "standard deviations above unrelated texts at which an interest begins to count"},
    {"memory.feedback.threshold", 0, 10, 3,
     "standard deviations above unrelated texts at which feedback begins to count"},
    {"memory.typed.strength", 0, 10, 1, "strength of a typed interest"},
    {"memory.feedback.strength", 0, 10, 0.3, "strength of feedback on one item"},
    {"memory.typed.half_life", 1, 36500, 3650, "days after which an interest is half as strong"},
    {"memory.feedback.half_life", 1, 36500, 180, "days after which feedback is half as strong"},
    {"pace", 0.2, 5, 1, "your reading speed beside the average"},
    {"encoder", 0, 0, 0, "what reads texts: auto takes minilm where it is installed",
     "auto|lexical|minilm|static|*"},
};

const Setting& find(std::string_view key) {
  for (const auto& setting : kTable) {
    if (setting.key == key) return setting;
  }
  throw Error(Failure::not_found, "there is no setting " + std::string(key), std::string(key),
              "heed settings lists them all");
}

std::string first_choice(const Setting& s) {
  return std::string(s.choices.substr(0, s.choices.find('|')));
}

Json standard(const Setting& s) {
  return s.choices.empty() ? Json(s.standard) : Json(first_choice(s));
}

Json value_of(Home& home, const Setting& s) {
  const auto state = home.store().events.state("setting", s.key);
  return state ? Json::parse(state->value) : standard(s);
}

Json choices(const Setting& s) {
  Json list = Json::array();
  for (std::size_t at = 0; at <= s.choices.size();) {
    const auto end = std::min(s.choices.find('|', at), s.choices.size());
    list.push_back(s.choices.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

Json document(Home& home, const Setting& s) {
  Json out = {{"key", s.key}, {"value", value_of(home, s)}, {"default", standard(s)}};
  if (s.choices.empty()) {
    out["low"] = s.low;
    out["high"] = s.high;
  } else {
    out["choices"] = choices(s);
  }
  out["description"] = s.description;
  return out;
}

std::string show(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

Json parse_value(const Setting& s, std::string_view text) {
  if (!s.choices.empty()) {
    const auto allowed = choices(s);
    for (const auto& choice : allowed) {
      if (choice == "*" ? !text.empty() : choice == text) return Json(text);
    }
    throw Error(Failure::usage, "\"" + std::string(text) + "\" is not one of its values",
                std::string(s.key), "give one of " + std::string(s.choices));
  }
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !(value >= s.low) ||
      !(value <= s.high)) {
    throw Error(Failure::usage, "\"" + std::string(text) + "\" is not a value for it",
                std::string(s.key), "give a number from " + show(s.low) + " to " + show(s.high));
  }
  return Json(value);
}

}  // namespace

std::span<const Setting> settings_table() {
  return kTable;
}

double number_setting(Home& home, std::string_view key) {
  return value_of(home, find(key)).get<double>();
}

std::string word_setting(Home& home, std::string_view key) {
  return value_of(home, find(key)).get<std::string>();
}

Json list_settings(Home& home) {
  Json list = Json::array();
  for (const auto& s : kTable) list.push_back(document(home, s));
  return {{"settings", list}};
}

Json setting(Home& home, std::string_view key) {
  return document(home, find(key));
}

Json set_setting(Home& home, std::string_view key, std::string_view text) {
  const auto& s = find(key);
  const auto value = text == "default" ? standard(s) : parse_value(s, text);
  if (value != value_of(home, s)) {
    store::Event event;
    event.time = home.now();
    event.kind = "settings";
    event.facet = "setting";
    event.subject = s.key;
    if (value != standard(s)) event.value = value.dump();
    event.why = std::string(s.key) + " = " + value.dump();
    home.store().events.append(event);
  }
  return document(home, s);
}

Json settings_history(Home& home) {
  Json list = Json::array();
  for (const auto& event : home.store().events.list_facet("setting")) {
    list.push_back({{"event", event.id},
                    {"time", to_rfc3339(event.time)},
                    {"key", event.subject},
                    {"value", event.value ? Json::parse(*event.value) : Json(nullptr)},
                    {"undone", event.undone}});
  }
  return {{"changes", list}};
}

Json undo_setting(Home& home) {
  Json ids = Json::array();
  auto& events = home.store().events;
  if (const auto last = events.last_act("setting")) {
    events.undo_event(*last, home.now());
    ids.push_back(*last);
  }
  return {{"events", ids}};
}

}  // namespace heed::app
