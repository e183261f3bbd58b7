#include "heed/app/interests.h"

#include <nlohmann/json.hpp>

#include "heed/base/utf8.h"
#include "heed/store/short_id.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

// Well-formed, without line breaks and outer white space.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : repair_utf8(text)) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

store::Event about(const Home& home, std::string kind, std::string id) {
  store::Event event;
  event.time = home.now();
  event.kind = std::move(kind);
  event.facet = "interest";
  event.subject = std::move(id);
  event.why = "you said so";
  return event;
}

}  // namespace

std::vector<Interest> interests(Home& home) {
  std::vector<Interest> out;
  for (const auto& state : home.store().events.states("interest")) {
    const auto value = Json::parse(state.value);
    out.push_back({state.subject, value.at("text"), value.at("weight"), state.time});
  }
  return out;
}

Json list_interests(Home& home) {
  Json list = Json::array();
  for (const auto& interest : interests(home)) {
    list.push_back({{"id", interest.id},
                    {"text", interest.text},
                    {"weight", interest.weight},
                    {"added", to_rfc3339(interest.time)}});
  }
  return {{"interests", list}};
}

Json add_interest(Home& home, std::string_view given, double weight) {
  const auto text = one_line(given);
  if (text.empty()) {
    throw Error(Failure::usage, "an interest needs words", "TEXT",
                "write, for example, heed interest add \"battery chemistry\"");
  }
  if (!(weight >= -1 && weight <= 1)) {
    throw Error(Failure::usage, "a weight lies between -1 and 1", "--weight",
                "give 1 for more of it, -1 for less");
  }
  Interest interest{store::short_id(text, 6, [](auto) { return false; }), text, weight, home.now()};
  const Json value = {{"text", text}, {"weight", weight}};
  const auto known = home.store().events.state("interest", interest.id);
  if (!known || known->value != value.dump()) {
    auto event = about(home, "interest add", interest.id);
    event.value = value.dump();
    home.store().events.append(event);
  }
  return {{"id", interest.id}, {"text", text}, {"weight", weight}};
}

Json remove_interest(Home& home, std::string_view name) {
  for (const auto& interest : interests(home)) {
    if (interest.id != name && interest.text != name) continue;
    const auto event = home.store().events.append(about(home, "interest rm", interest.id));
    return {{"event", event}, {"undoes", nullptr}};
  }
  throw Error(Failure::not_found, "there is no interest " + std::string(name), std::string(name),
              "heed interest list shows them with their ids");
}

}  // namespace heed::app
