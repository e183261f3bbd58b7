#include "heed/app/stories.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "heed/app/documents.h"
#include "heed/app/items.h"
#include "heed/model/encoder.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kSample = 400;  // items whose beginnings tell how rare words are
constexpr auto kWindow = std::chrono::hours(72);

double hours(Time time) {
  return static_cast<double>(time.time_since_epoch().count()) / 3600;
}

using Pair = std::pair<std::string, std::string>;

Pair pair_of(std::string a, std::string b) {
  if (b < a) std::swap(a, b);
  return {std::move(a), std::move(b)};
}

// What the person decided. The last word counts.
struct Decided {
  std::map<Pair, bool> pairs;          // true: the two are together
  std::vector<std::string> taken_out;  // of the stories that they were in
};

Decided decided_by_person(Home& home) {
  constexpr std::string_view kSplit = "split ";
  Decided decided;
  for (const auto& state : home.store().events.states("story")) {
    const bool split = state.subject.starts_with(kSplit);
    if (split) decided.taken_out.push_back(state.subject.substr(kSplit.size()));
    const auto ids = Json::parse(state.value).get<std::vector<std::string>>();
    for (std::size_t k = 1; k < ids.size(); ++k) decided.pairs[pair_of(ids[0], ids[k])] = !split;
  }
  return decided;
}

choice::Decisions decisions_about(const Decided& decided, const Survey& s,
                                  std::span<const std::size_t> some) {
  choice::Decisions decisions;
  const auto& [pairs, taken_out] = decided;
  if (pairs.empty()) return decisions;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t k = 0; k < some.size(); ++k) places.emplace(s.items[some[k]].id, k);
  for (const auto& id : taken_out) {
    const auto item = places.find(id);
    if (item != places.end()) decisions.taken_out.push_back(item->second);
  }
  for (const auto& [pair, together] : pairs) {
    const auto a = places.find(pair.first);
    const auto b = places.find(pair.second);
    if (a == places.end() || b == places.end()) continue;
    (together ? decisions.together : decisions.apart).emplace_back(a->second, b->second);
  }
  return decisions;
}

// What of the survey the person holds apart from one of `some`, and is not among these.
std::vector<std::size_t> others_apart(const Decided& decided, const Survey& s,
                                      std::span<const std::size_t> some) {
  std::set<std::string_view> here;
  for (const auto i : some) here.insert(s.items[i].id);
  std::set<std::string> others;
  for (const auto& [pair, together] : decided.pairs) {
    if (together || here.contains(pair.first) == here.contains(pair.second)) continue;
    others.insert(here.contains(pair.first) ? pair.second : pair.first);
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < s.items.size() && !others.empty(); ++i) {
    if (others.contains(s.items[i].id)) places.push_back(i);
  }
  return places;
}

choice::Rarity rarity(Home& home, const Survey& s) {
  std::vector<std::string> texts;
  const std::size_t step = s.items.size() / kSample + 1;
  for (std::size_t i = 0; i < s.items.size(); i += step) {
    const auto words = home.store().items.words(s.items[i].row);
    texts.push_back(choice::beginning(words.title, words.text));
  }
  std::vector<choice::Rarity::Title> titles;
  for (const auto& item : s.items) titles.push_back({item.source, item.title});
  return choice::Rarity(texts, titles);
}

// The texts and vectors that the comparison of some items looks at.
class Comparison {
 public:
  Comparison(Home& home, const Survey& s, std::span<const std::size_t> some)
      : stories_(tellings(home, s, some), vectors(home, s, some), rarity(home, s)) {}

  const choice::Stories& stories() const { return stories_; }

 private:
  std::vector<choice::Telling> tellings(Home& home, const Survey& s,
                                        std::span<const std::size_t> some) {
    texts_.reserve(2 * some.size());
    std::vector<choice::Telling> tellings;
    for (const auto i : some) {
      const auto& item = s.items[i];
      const auto& text = texts_.emplace_back(home.store().items.words(item.row).text);
      const auto& address = texts_.emplace_back(address_of(item.url));
      tellings.push_back({item.title, text, address, item.source, hours(item.time)});
    }
    return tellings;
  }

  // The lexical encoder sees words alone, which are weighed better one by one.
  choice::StoryVectors vectors(Home& home, const Survey& s, std::span<const std::size_t> some) {
    if (home.encoder().name() == "lexical") return {};
    for (const auto i : some) {
      const auto row = s.vector(i);
      values_.insert(values_.end(), row.begin(), row.end());
    }
    const auto& background = s.scoring->background();
    return {{values_, s.width}, background.unrelated, background.deviation, false};
  }

  std::vector<std::string> texts_;
  std::vector<float> values_;
  choice::Stories stories_;
};

std::size_t place_in(const Survey& s, std::string_view id) {
  const auto found =
      std::find_if(s.items.begin(), s.items.end(), [&](const auto& item) { return item.id == id; });
  if (found == s.items.end()) {
    throw Error(Failure::not_found, "the source of item " + std::string(id) + " was removed",
                std::string(id), "heed undo brings a source back");
  }
  return static_cast<std::size_t>(found - s.items.begin());
}

Json story_document(const Survey& s, std::size_t i, std::span<const Told> told) {
  const auto& item = s.items[i];
  return {{"id", item.id},
          {"title", item.title},
          {"source", item.source_title},
          {"url", shown_address(item.url)},
          {"also", told_document(s, told)}};
}

// Of the two from place `k`.
Json comparison_document(const Survey& s, const choice::Stories& stories,
                         std::span<const std::size_t> some, std::size_t k) {
  const auto join = stories.compare(k, k + 1);
  const auto found = stories.evidence_of(k, k + 1);
  const auto weighed = choice::weigh(found);
  Json clues = Json::array();
  for (std::size_t i = 0; i < choice::kClues; ++i) {
    clues.push_back(
        {{"clue", choice::kClueNames[i]}, {"value", found.clues[i]}, {"part", weighed.parts[i]}});
  }
  return {{"a", s.items[some[k]].id},       {"b", s.items[some[k + 1]].id},
          {"same", join.has_value()},       {"because", join ? Json(in_words(*join)) : Json()},
          {"one_source", found.one_source}, {"start", weighed.start},
          {"log_odds", weighed.log_odds},   {"clues", std::move(clues)}};
}

Json record(Home& home, std::string kind, std::string subject, std::vector<std::string> ids,
            std::string why) {
  store::Event event;
  event.time = home.now();
  event.kind = std::move(kind);
  event.facet = "story";
  event.subject = std::move(subject);
  event.value = Json(ids).dump();
  event.item = ids.front();
  event.why = std::move(why);
  return {{"event", home.store().events.append(event)}, {"undoes", nullptr}};
}

}  // namespace

std::string in_words(const choice::Join& join) {
  const auto percent = static_cast<int>(100 * join.certainty);
  switch (join.reason) {
    case choice::Reason::address:
      return "the same address";
    case choice::Reason::title:
      return fmt::format("nearly the same title ({} % sure)", percent);
    case choice::Reason::text:
      return fmt::format("nearly the same text ({} % sure)", percent);
    case choice::Reason::words:
      return fmt::format("names and words in common ({} % sure)", percent);
    case choice::Reason::person:
      break;
  }
  return "you joined them";
}

Json told_document(const Survey& s, std::span<const Told> told) {
  Json document = Json::array();
  for (const auto& [i, join] : told) {
    const auto& item = s.items[i];
    document.push_back({{"id", item.id},
                        {"title", item.title},
                        {"source", item.source_title},
                        {"url", shown_address(item.url)},
                        {"because", in_words(join)}});
  }
  return document;
}

std::vector<std::string> items_apart(Home& home) {
  std::set<std::string> ids;
  for (const auto& [pair, together] : decided_by_person(home).pairs) {
    if (!together) ids.insert({pair.first, pair.second});
  }
  return {ids.begin(), ids.end()};
}

std::unique_ptr<Survey> survey_with(Home& home, const std::string& item) {
  auto also = items_apart(home);
  also.push_back(item);
  return survey(home, also);
}

std::vector<choice::Stories::Place> group_stories(Home& home, const Survey& s,
                                                  std::span<const std::size_t> some) {
  std::vector<std::size_t> all(some.begin(), some.end());
  const auto decided = decided_by_person(home);
  const auto others = others_apart(decided, s, some);
  all.insert(all.end(), others.begin(), others.end());
  const Comparison comparison(home, s, all);
  auto places = comparison.stories().group(decisions_about(decided, s, all));
  // A story that another leads is led by the first of `some` in it.
  std::map<std::size_t, std::size_t> first;
  for (std::size_t k = 0; k < some.size(); ++k) {
    if (places[k].leader < some.size()) continue;
    const auto [led, is_first] = first.emplace(places[k].leader, k);
    places[k].leader = led->second;
    if (is_first) places[k].join.reset();
  }
  places.resize(some.size());
  return places;
}

std::vector<Told> same_story(Home& home, const Survey& s, std::size_t i) {
  const auto& item = s.items[i];
  const auto pairs = decided_by_person(home).pairs;
  const auto decision = [&](std::size_t other) {
    return pairs.find(pair_of(item.id, s.items[other].id));
  };
  std::vector<std::size_t> some = {i};
  for (const auto other : s.by_time) {
    const auto apart = item.time < s.items[other].time ? s.items[other].time - item.time
                                                       : item.time - s.items[other].time;
    if (other != i && (apart <= kWindow || decision(other) != pairs.end())) some.push_back(other);
  }
  const Comparison comparison(home, s, some);
  std::vector<Told> told;
  std::vector<std::size_t> apart;  // places in `some`
  for (std::size_t k = 1; k < some.size(); ++k) {
    const auto decided = decision(some[k]);
    if (decided != pairs.end() && !decided->second) apart.push_back(k);
  }
  const auto goes_with_those = [&](std::size_t k) {
    return std::any_of(apart.begin(), apart.end(), [&](std::size_t a) {
      const auto between = pairs.find(pair_of(s.items[some[a]].id, s.items[some[k]].id));
      const bool they_are_apart = between != pairs.end() && !between->second;
      return !they_are_apart && comparison.stories().compare(a, k);
    });
  };
  for (std::size_t k = 1; k < some.size(); ++k) {
    const auto decided = decision(some[k]);
    if (!considered(s.items[some[k]])) continue;
    if (decided != pairs.end()) {
      if (decided->second) told.push_back({some[k], {choice::Reason::person, 1}});
    } else if (const auto join = comparison.stories().compare(0, k); join && !goes_with_those(k)) {
      told.push_back({some[k], *join});
    }
  }
  return told;
}

Json show_story(Home& home, std::string_view item) {
  const auto id = find_item(home, item).id;
  const auto s = survey_with(home, id);
  const auto i = place_in(*s, id);
  return story_document(*s, i, same_story(home, *s, i));
}

std::vector<Json> list_stories(Home& home) {
  const auto s = survey(home, items_apart(home));
  auto unread = s->by_time;
  std::erase_if(unread, [&](std::size_t i) { return !considered(s->items[i]); });
  const auto places = group_stories(home, *s, unread);
  std::map<std::size_t, std::vector<Told>> stories;
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (places[k].join) stories[places[k].leader].push_back({unread[k], *places[k].join});
  }
  std::vector<Json> documents;
  documents.reserve(stories.size());
  for (const auto& [leader, told] : stories) {
    documents.push_back(story_document(*s, unread[leader], told));
  }
  return documents;
}

std::vector<Json> compare_items(Home& home, std::span<const std::string> items) {
  if (items.size() % 2 != 0) {
    throw Error(Failure::usage, "items are compared two by two", items.back(), "name another");
  }
  std::vector<std::string> ids;
  ids.reserve(items.size());
  for (const auto& item : items) ids.push_back(find_item(home, item).id);
  const auto s = survey(home, ids);
  std::vector<std::size_t> some;
  some.reserve(ids.size());
  for (const auto& id : ids) some.push_back(place_in(*s, id));
  const Comparison comparison(home, *s, some);
  std::vector<Json> documents;
  for (std::size_t k = 0; k < some.size(); k += 2) {
    documents.push_back(comparison_document(*s, comparison.stories(), some, k));
  }
  return documents;
}

Json split_story(Home& home, std::string_view item) {
  const auto id = find_item(home, item).id;
  const auto s = survey_with(home, id);
  std::vector<std::string> ids = {id};
  for (const auto& told : same_story(home, *s, place_in(*s, id))) {
    ids.push_back(s->items[told.item].id);
  }
  if (ids.size() == 1) {
    throw Error(Failure::not_found, "no other item tells the story of " + id, id,
                "heed story list shows the stories that several tell");
  }
  // What it was taken out of before stays apart from it.
  for (const auto& [pair, together] : decided_by_person(home).pairs) {
    if (!together && pair.first == id) ids.push_back(pair.second);
    if (!together && pair.second == id) ids.push_back(pair.first);
  }
  return record(home, "story split", "split " + id, std::move(ids), "you said so");
}

Json join_stories(Home& home, std::string_view a, std::string_view b) {
  const auto pair = pair_of(find_item(home, a).id, find_item(home, b).id);
  if (pair.first == pair.second) {
    throw Error(Failure::usage, "an item tells its own story already", pair.first,
                "name two items");
  }
  return record(home, "story join", "join " + pair.first + " " + pair.second,
                {pair.first, pair.second}, "you said so, with " + pair.second);
}

}  // namespace heed::app
