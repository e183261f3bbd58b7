#include "heed/app/edition.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "heed/app/budget.h"
#include "heed/app/documents.h"
#include "heed/app/edition_choice.h"
#include "heed/app/settings.h"
#include "heed/app/vectors.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kBestLeftOut = 5;
constexpr std::size_t kLogged = 50;  // of what was left out, kept with the decision

// Groups by source: the one with the most valued item first.
void group_by_source(const Survey& s, std::vector<std::size_t>& order) {
  std::unordered_map<std::int64_t, std::size_t> place;
  for (const auto i : order) place.emplace(s.items[i].source, place.size());
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return place[s.items[a].source] < place[s.items[b].source];
  });
}

Json entry(const Survey& s, const Chosen& chosen, std::size_t i) {
  Json document = heading_document(s.items[i]);
  document["value"] = s.scores[i].value;
  const Json why = s.scoring->explain(s.scores[i], s.vector(i));
  document["interest"] = why["interest"];
  document["contributions"] = why["contributions"];
  document["because"] = why["because"];
  document["explore"] = chosen.explored.contains(i);
  document["rank_new"] = s.rank_new[i];
  document["rank_you"] = s.rank_you[i];
  document["feedback"] = s.items[i].feedback.empty() ? Json(nullptr) : Json(s.items[i].feedback);
  Json also = Json::array();
  for (const auto& told : chosen.also[i]) also.push_back(s.items[told.item].id);
  document["also"] = std::move(also);
  document["also_because"] = told_document(s, chosen.also[i]);
  return document;
}

Json frame(double budget, const std::string& order) {
  return {{"budget_minutes", budget == kWithoutEnd ? Json(nullptr) : Json(budget)},
          {"planned_minutes", 0.0},
          {"order", order},
          {"weights", Json::object()},
          {"items", Json::array()},
          {"considered", 0},
          {"left_out", 0}};
}

// Keeps what was decided, under which settings, and what else could have been: unless the last
// edition said the same, or nothing can be kept.
void log_decision(Home& home, const Survey& s, const Chosen& chosen, const Json& edition) {
  if (!home.store().database.writable()) return;
  const auto sketch = [&](std::size_t i) {
    Json item = {{"id", s.items[i].id}, {"value", s.scores[i].value}};
    const auto explored = chosen.explored.find(i);
    item["probability"] = explored == chosen.explored.end() ? 1.0 : explored->second;
    for (const auto& told : chosen.also[i]) {
      item["also"].push_back({{"id", s.items[told.item].id}, {"because", in_words(told.join)}});
    }
    return item;
  };
  Json decision = {{"budget_minutes", edition["budget_minutes"]},
                   {"planned_minutes", edition["planned_minutes"]},
                   {"order", edition["order"]},
                   {"weights", edition["weights"]},
                   {"seed", home.seed()},
                   {"considered", edition["considered"]},
                   {"items", Json::array()},
                   {"left_out", Json::array()}};
  std::vector<bool> shown(s.items.size());
  for (const auto i : chosen.items) {
    decision["items"].push_back(sketch(i));
    shown[i] = true;
  }
  for (const auto i : s.by_value) {
    if (decision["left_out"].size() == kLogged) break;
    if (!shown[i] && s.offered[i])
      decision["left_out"].push_back({{"id", s.items[i].id}, {"value", s.scores[i].value}});
  }
  store::Event event;
  event.time = home.now();
  event.actor = "heed";
  event.kind = "edition";
  event.facet = "edition";
  event.value = decision.dump();
  event.why = "you asked for today";
  const auto last = home.store().events.state(event.facet, event.subject);
  if (!last || last->value != *event.value) home.store().events.append(event);
}

void count_left_out(Json& document, const Survey& s, const Chosen& chosen) {
  std::vector<bool> in(s.items.size());
  for (const auto i : chosen.items) {
    in[i] = true;
    for (const auto& told : chosen.also[i]) in[told.item] = true;
  }
  double minutes = 0;
  std::size_t count = 0;
  Json best = Json::array();
  for (const auto i : s.by_value) {
    if (in[i] || !considered(s.items[i])) continue;
    ++count;
    minutes += s.items[i].minutes;
    if (best.size() == kBestLeftOut || !s.offered[i]) continue;
    best.push_back(heading_document(s.items[i]));
    best.back()["value"] = s.scores[i].value;
  }
  document["considered"] = std::ranges::count_if(s.items, considered);
  document["left_out"] = count;
  document["left_out_minutes"] = minutes;
  document["best_left_out"] = std::move(best);
}

Json by_value(Home& home, double budget, const std::string& order) {
  const auto s = survey(home, items_apart(home));
  Chosen chosen = choose(home, *s, budget);
  if (order == "source") group_by_source(*s, chosen.items);
  Json document = frame(budget, order);
  document["weights"] = weights_document(s->settings.weights);
  double minutes = 0;
  for (const auto i : chosen.items) {
    minutes += s->items[i].minutes;
    document["items"].push_back(entry(*s, chosen, i));
  }
  const bool rounded = minutes > budget && minutes <= budget * (1 + 1e-12);  // sums in other orders
  document["planned_minutes"] = rounded ? budget : minutes;
  count_left_out(document, *s, chosen);
  if (budget != kWithoutEnd) log_decision(home, *s, chosen, document);
  return document;
}

// Plain time: no profile, no story, no value has any part in it.
Json by_time(Home& home, double budget) {
  auto items = home.store().items.list({});
  std::erase_if(items, [](const auto& item) { return !considered(item); });
  for (auto& item : items) cap_date(item, home.now());
  std::sort(items.begin(), items.end(), newer);
  double minutes = 0;
  std::size_t count = 0;
  while (count < items.size() && minutes + items[count].minutes <= budget) {
    minutes += items[count++].minutes;
  }
  const bool none_fits = std::none_of(items.begin(), items.end(),
                                      [&](const auto& item) { return item.minutes <= budget; });
  if (none_fits && budget > 0 && !items.empty()) minutes = items[count++].minutes;

  Json document = frame(budget, "new");
  double left = 0;
  Json best = Json::array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    Json entry = heading_document(items[i]);
    if (i >= count) {
      left += items[i].minutes;
      if (best.size() < kBestLeftOut) best.push_back(std::move(entry));
      continue;
    }
    entry.update({{"value", nullptr},
                  {"interest", nullptr},
                  {"contributions", Json::object()},
                  {"because", Json::array()},
                  {"explore", false},
                  {"rank_new", i + 1},
                  {"rank_you", nullptr},
                  {"feedback", items[i].feedback.empty() ? Json(nullptr) : Json(items[i].feedback)},
                  {"also", Json::array()},
                  {"also_because", Json::array()}});
    document["items"].push_back(std::move(entry));
  }
  document["planned_minutes"] = minutes;
  document["considered"] = items.size();
  document["left_out"] = items.size() - count;
  document["left_out_minutes"] = left;
  document["best_left_out"] = std::move(best);
  return document;
}

}  // namespace

Json today(Home& home, const TodayRequest& request) {
  const double budget = request.budget.value_or(number_setting(home, "edition.budget"));
  const auto order = request.order.empty() ? word_setting(home, "edition.order") : request.order;
  if (order == "new") return by_time(home, budget);
  if (order != "you" && order != "source") {
    throw Error(Failure::usage, "there is no order " + order, "--order",
                "choose you, new or source");
  }
  fill_vectors(home, request.progress);
  return by_value(home, budget, order);
}

}  // namespace heed::app
