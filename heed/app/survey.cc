#include "heed/app/survey.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

#include "heed/app/documents.h"
#include "heed/app/interests.h"
#include "heed/app/vectors.h"
#include "heed/model/encoder.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kBackground = 256;
constexpr std::size_t kReadLately = 50;
constexpr double kLatelyDays = 14;

// The vectors of all items by row, as the store gives them.
class Table {
 public:
  explicit Table(store::VectorTable table) : table_(std::move(table)) {}

  std::size_t width() const { return static_cast<std::size_t>(table_.width); }

  // Empty where an item has none.
  std::span<const float> find(std::int64_t row) const {
    const auto found = std::lower_bound(table_.items.begin(), table_.items.end(), row);
    if (found == table_.items.end() || *found != row) return {};
    return at(static_cast<std::size_t>(found - table_.items.begin()));
  }

  // Rows spread evenly over all that are stored.
  std::vector<float> sample(std::size_t most) const {
    const std::size_t count = table_.items.size();
    std::vector<float> rows;
    for (std::size_t k = 0; k < std::min(most, count); ++k) {
      const auto row = at(count <= most ? k : k * count / most);
      rows.insert(rows.end(), row.begin(), row.end());
    }
    return rows;
  }

  // Leaves the rows of `items` (ascending), zeros for those that have none. The table is spent.
  std::vector<float> keep(std::span<const store::Item> items) && {
    const bool all = std::all_of(items.begin(), items.end(),
                                 [&](const auto& item) { return !find(item.row).empty(); });
    std::vector<float> kept =
        all ? std::vector<float>() : std::vector<float>(items.size() * width());
    float* to = all ? table_.values.data() : kept.data();
    for (const auto& item : items) {
      const auto row = find(item.row);
      if (row.data() != to) std::copy(row.begin(), row.end(), to);  // always towards the front
      to += width();
    }
    if (!all) return kept;
    table_.values.resize(items.size() * width());
    return std::move(table_.values);
  }

 private:
  std::span<const float> at(std::size_t i) const {
    return std::span(table_.values).subspan(i * width(), width());
  }

  store::VectorTable table_;
};

Mind recall(Home& home, std::span<const store::Item> all, const Table& table) {
  Mind mind;
  mind.width = table.width();
  for (const auto& interest : interests(home)) {
    mind.remember(
        {interest.id, "interest", interest.text},
        {choice::Slot::Kind::typed, interest.weight, days_between(interest.time, home.now())},
        phrase_vector(home, interest.text));
  }
  for (const auto& item : all) {
    const double value = feedback_value(item.feedback);
    const auto key = table.find(item.row);
    if (value == 0 || key.empty()) continue;
    mind.remember(
        {item.id, item.feedback, item.title},
        {choice::Slot::Kind::feedback, value, days_between(item.feedback_time, home.now())}, key);
  }
  return mind;
}

std::vector<float> read_lately(Home& home, std::span<const store::Item> all, const Table& table) {
  std::unordered_map<std::string_view, std::int64_t> row_of;
  const auto states = home.store().events.states("read");
  if (states.empty()) return {};
  for (const auto& item : all) row_of.emplace(item.id, item.row);
  std::vector<float> rows;
  std::size_t count = 0;
  for (auto state = states.rbegin(); state != states.rend() && count < kReadLately; ++state) {
    const auto found = row_of.find(state->subject);
    if (found == row_of.end() || days_between(state->time, home.now()) > kLatelyDays) continue;
    const auto row = table.find(found->second);
    rows.insert(rows.end(), row.begin(), row.end());
    ++count;
  }
  return rows;
}

std::vector<Scorable> scorables(std::span<const store::Item> items,
                                std::span<const store::Item> all, Time now) {
  std::map<std::int64_t, double> liked;
  for (const auto& item : all) {
    if (feedback_value(item.feedback) > 0) ++liked[item.source];
  }
  std::vector<Scorable> out;
  for (const auto& item : items) {
    const auto found = liked.find(item.source);
    out.push_back({item.title, static_cast<double>((now - item.time).count()) / 3600, item.minutes,
                   found == liked.end() ? 0 : found->second});
  }
  return out;
}

// Few addresses are asked for in full: most differ before any tracking begins.
std::string_view last_part_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url.substr(url.rfind('/') + 1);
}

// The places, from 1, that an order gives to the considered items; one that is not considered has
// the place that it would take.
std::vector<std::size_t> places(const std::vector<store::Item>& items,
                                const std::vector<std::size_t>& order) {
  std::vector<std::size_t> places(order.size());
  std::size_t place = 1;
  for (const auto i : order) {
    places[i] = place;
    if (considered(items[i])) ++place;
  }
  return places;
}

void rank(Survey& survey) {
  const auto& items = survey.items;
  survey.by_time.resize(items.size());
  std::iota(survey.by_time.begin(), survey.by_time.end(), 0);
  survey.by_value = survey.by_time;
  std::sort(survey.by_time.begin(), survey.by_time.end(),
            [&](std::size_t a, std::size_t b) { return newer(items[a], items[b]); });
  std::sort(survey.by_value.begin(), survey.by_value.end(), [&](std::size_t a, std::size_t b) {
    const double left = survey.scores[a].value, right = survey.scores[b].value;
    return left != right ? left > right : items[a].id < items[b].id;
  });
  survey.rank_new = places(items, survey.by_time);
  survey.rank_you = places(items, survey.by_value);
}

}  // namespace

bool considered(const store::Item& item) {
  return !item.read && item.feedback != "hide" && item.feedback != "dislike";
}

std::string address_of(std::string_view url) {
  auto address = read::canonical_url(url);
  if (read::is_front_page(address)) return {};
  const auto place = url.find('#');
  if (place != std::string_view::npos && address.find('#') == std::string::npos) {
    address += url.substr(place);
  }
  return address;
}

Done::Done(std::span<const store::Item> items) {
  for (const auto& item : items) {
    if (considered(item) || item.url.empty()) continue;
    places_[std::string(last_part_of(item.url))].emplace(address_of(item.url), item.source);
  }
}

bool Done::with(const store::Item& item) const {
  const auto alike = places_.find(last_part_of(item.url));
  if (alike == places_.end()) return false;
  const auto address = address_of(item.url);
  return !address.empty() && std::ranges::any_of(alike->second, [&](const auto& done) {
    return done.first == address && done.second != item.source;
  });
}

bool newer(const store::Item& a, const store::Item& b) {
  return a.time != b.time ? a.time > b.time : a.id < b.id;
}

std::unique_ptr<Survey> survey(Home& home, std::span<const std::string> also) {
  store::ItemFilter every;
  every.as_they_came = true;
  auto all = home.store().items.list(every);
  for (auto& item : all) cap_date(item, home.now());
  fill_vectors(home);
  Table table(item_vectors(home));

  auto result = std::make_unique<Survey>();
  Survey& s = *result;
  s.settings = choice_settings(home);
  s.width = table.width();
  s.mind = recall(home, all, table);
  const auto read = read_lately(home, all, table);
  const auto background = table.sample(kBackground);
  const auto prior = encoder_prior(home.encoder().name());
  s.scoring =
      std::make_unique<Scoring>(s.mind, choice::Rows{background, s.width}, prior, s.settings);
  const Done done(all);
  for (const auto& item : all) {
    if (!considered(item) && std::ranges::find(also, item.id) == also.end()) continue;
    s.items.push_back(item);
    s.offered.push_back(considered(item) && !done.with(item));
  }
  s.vectors = std::move(table).keep(s.items);
  s.scores = s.scoring->score(scorables(s.items, all, home.now()), s.rows(), {read, s.width});
  rank(s);
  return result;
}

}  // namespace heed::app
