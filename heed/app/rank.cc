#include "heed/app/rank.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <string>

#include "heed/app/scoring.h"
#include "heed/app/settings.h"
#include "heed/app/vectors.h"
#include "heed/base/threads.h"
#include "heed/model/encoder.h"

namespace heed::app {
namespace {

constexpr std::size_t kBackground = 400;

struct Line {
  std::size_t index;
  std::string title, text;
  std::optional<double> age_hours, minutes;
};

std::string text_field(const Json& row, const char* field) {
  const auto found = row.find(field);
  return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> number_field(const Json& row, const char* field) {
  const auto found = row.find(field);
  if (found == row.end() || !found->is_number() || !std::isfinite(found->get<double>())) return {};
  return found->get<double>();
}

Result<Line> read_line(std::string_view line, std::size_t index, const std::string& place,
                       Time now) {
  const char* remedy = "the line was left out: correct it";
  auto row = parse_json(line, place);
  if (!row) return Error(Failure::bad_input, row.error().message, place, remedy);
  if (!row->is_object()) return Error(Failure::bad_input, "not a JSON object", place, remedy);
  Line item{index, text_field(*row, "title"), text_field(*row, "text"), {}, {}};
  if (item.text.empty()) item.text = text_field(*row, "html");
  if (item.title.empty() && item.text.empty()) {
    return Error(Failure::bad_input, "an item has a \"title\" or a \"text\"", place, remedy);
  }
  if (const auto published = parse_rfc3339(text_field(*row, "published"))) {
    item.age_hours = static_cast<double>((now - *published).count()) / 3600;
  }
  item.minutes = number_field(*row, "minutes");
  return item;
}

[[noreturn]] void refuse(const std::string& what) {
  throw Error(Failure::bad_input, what, "the profile",
              R"(write {"interests":[{"text":"…","weight":1}],"history":[],"settings":{}})");
}

const Json& list_in(const Json& profile, const char* field) {
  static const Json kNone = Json::array();
  const auto found = profile.find(field);
  if (found == profile.end() || found->is_null()) return kNone;
  if (!found->is_array()) refuse("\"" + std::string(field) + "\" is not a list");
  return *found;
}

void remember_all(Mind& mind, const Json& profile, const char* field, const TextEncoder& encoder,
                  Time now) {
  const bool typed = std::string_view(field) == "interests";
  const char* number = typed ? "weight" : "value";
  std::size_t place = 0;
  for (const auto& entry : list_in(profile, field)) {
    if (!entry.is_object()) refuse("an entry of \"" + std::string(field) + "\" is no object");
    const auto text = text_field(entry, "text");
    if (text.empty()) refuse("an entry of \"" + std::string(field) + "\" has no \"text\"");
    const double value = number_field(entry, number).value_or(1);
    if (!(value >= -1 && value <= 1)) {
      refuse("a \"" + std::string(number) + "\" lies outside of -1 … 1");
    }
    const auto time = parse_rfc3339(text_field(entry, "time"));
    const auto kind = typed ? "interest" : value < 0 ? "dislike" : "like";
    const auto slot = std::string(typed ? "interest:" : "history:") + std::to_string(place++);
    mind.remember({slot, kind, text},
                  {typed ? choice::Slot::Kind::typed : choice::Slot::Kind::feedback, value,
                   time ? days_between(*time, now) : 0},
                  encoder.encode(text));
  }
}

ChoiceSettings settings_in(const Json& profile) {
  const auto given = profile.value("settings", Json::object());
  if (!given.is_object()) refuse("\"settings\" is not an object");
  for (const auto& item : given.items()) {
    const auto& key = item.key();
    const auto& value = item.value();
    const auto table = settings_table();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Setting& s) {
      return s.key == std::string_view(key);
    });
    if (found == table.end()) refuse("there is no setting " + key);
    if (!found->choices.empty()) continue;
    if (!value.is_number() || !(value.get<double>() >= found->low) ||
        !(value.get<double>() <= found->high)) {
      refuse("the setting " + key + " is out of its range");
    }
  }
  return choice_settings([&](std::string_view key) {
    const auto found = given.find(std::string(key));
    if (found != given.end()) return found->get<double>();
    for (const auto& setting : settings_table()) {
      if (setting.key == key) return setting.standard;
    }
    throw Error(Failure::bug, "no setting is called " + std::string(key));
  });
}

std::vector<float> encode_lines(const std::vector<Line>& lines, const TextEncoder& encoder) {
  std::vector<std::string> texts;
  for (const auto& line : lines) texts.push_back(encoder_text(line.title, line.text));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return encoder.encode(views).values;
}

// Every so many rows, so that no more than kBackground are taken.
std::vector<float> sample(const std::vector<float>& vectors, std::size_t width) {
  const std::size_t count = width == 0 ? 0 : vectors.size() / width;
  const std::size_t step = std::max<std::size_t>(1, (count + kBackground - 1) / kBackground);
  std::vector<float> rows;
  for (std::size_t i = 0; i < count; i += step) {
    rows.insert(rows.end(), vectors.begin() + static_cast<std::ptrdiff_t>(i * width),
                vectors.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  }
  return rows;
}

}  // namespace

Ranked rank_lines(std::string_view items, std::string_view where, const Json& profile,
                  const TextEncoder& encoder, Time now) {
  if (!profile.is_object()) refuse("the profile is not a JSON object");
  Ranked ranked;
  std::vector<Line> lines;
  for (std::size_t index = 0; !items.empty(); ++index) {
    const auto end = items.find('\n');
    const auto line = items.substr(0, end);
    items.remove_prefix(end == std::string_view::npos ? items.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto read =
        read_line(line, index, std::string(where) + ", line " + std::to_string(index + 1), now);
    if (read) {
      lines.push_back(std::move(*read));
    } else {
      ranked.problems.push_back(read.error());
    }
  }

  Mind mind;
  remember_all(mind, profile, "interests", encoder, now);
  remember_all(mind, profile, "history", encoder, now);
  mind.width = encoder.width();
  const auto vectors = encode_lines(lines, encoder);
  const choice::Rows rows{vectors, encoder.width()};
  const auto background = sample(vectors, encoder.width());
  const Scoring scoring(mind, {background, encoder.width()}, encoder_prior(encoder.name()),
                        settings_in(profile));
  std::vector<Scorable> scorables;
  for (const auto& line : lines) scorables.push_back({line.title, line.age_hours, line.minutes, 0});
  const auto scores = scoring.score(scorables, rows, {});

  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a].value > scores[b].value; });
  for (const auto i : order) {
    Json document = {{"index", lines[i].index}, {"value", scores[i].value}};
    document.update(scoring.explain(scores[i], rows.row(i)));
    ranked.documents.push_back(std::move(document));
  }
  return ranked;
}

}  // namespace heed::app
