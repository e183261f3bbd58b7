#include "heed/choice/stories.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/base/utf8.h"
#include "heed/choice/alignment.h"
#include "heed/choice/story_words.h"

namespace heed::choice {
namespace {

constexpr double kWindow = 72;        // hours
constexpr double kSameTitle = 0.7;    // Jaccard of letter groups that a reader sees as the same
constexpr double kSameText = 0.5;     // the same of word groups
constexpr double kWorthALook = 0.45;  // rarity of the title's word that another must have too
constexpr double kSure = 8;           // log-odds that count as certain
constexpr double kSays = 2;           // rarity in all of the words of a text that says something
constexpr double kInCommon = 0.3;     // and of what two such texts must have in common
constexpr double kSamePiece = 0.6;    // the share, by rarity, that a column's two texts must
constexpr std::size_t kLookedAt = 8;  // of a story's items

// The words of a telling's text alone, rated as those of title and text are.
RareWords words_of_text(const Telling& telling, const RareWords& all) {
  RareWords out;
  for (const auto word : story_words(start_of_utf8(telling.text, kBeginning))) {
    const auto at = std::lower_bound(all.words.begin(), all.words.end(), word);
    if (at == all.words.end() || *at != word) continue;  // cut where the title did not end
    out.words.push_back(word);
    out.rarity.push_back(all.rarity[static_cast<std::size_t>(at - all.words.begin())]);
  }
  return out;
}

}  // namespace

Stories::Stories(std::span<const Telling> tellings, StoryVectors vectors, const Rarity& rarity)
    : tellings_(tellings.begin(), tellings.end()),
      vectors_(vectors),
      signatures_(tellings.size()),
      rare_titles_(tellings.size()) {
  require(vectors.rows.width == 0 || vectors.rows.count() == tellings.size(),
          "each telling has a vector");
  parallel_for(tellings.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) {
      signatures_[i] = signature_of(tellings_[i], rarity);
      const auto& [words, rarities] = signatures_[i].title;
      for (std::size_t k = 0; k < words.size(); ++k) {
        if (rarities[k] >= kWorthALook) rare_titles_[i].push_back(words[k]);
      }
    }
  });
}

// All but what is replaced.
Evidence Stories::first_look(std::size_t a, std::size_t b) const {
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  auto found = evidence(tellings_[a], tellings_[b], s, t);
  found.vectors = vectors_.rows.width > 0 && ((s.spaced && t.spaced) || vectors_.reads_all);
  if (found.vectors) {
    const double cosine = dot(vectors_.rows.row(a), vectors_.rows.row(b));
    found.clues[kVectors] = (cosine - vectors_.unrelated) / vectors_.deviation;
  }
  return found;
}

Evidence Stories::evidence_of(std::size_t a, std::size_t b) const {
  auto found = first_look(a, b);
  found.clues[kReplaced] = replaces(signatures_[a].order, signatures_[b].order) ? 1 : 0;
  return found;
}

// No labelled pair that is the same fails this.
bool Stories::worth_a_look(std::size_t a, std::size_t b) const {
  const auto names = [&](std::size_t i, std::size_t other) {
    const auto& words = signatures_[other].all.words;
    return std::any_of(rare_titles_[i].begin(), rare_titles_[i].end(), [&](std::uint64_t word) {
      return std::binary_search(words.begin(), words.end(), word);
    });
  };
  return names(a, b) || names(b, a) ||
         likeness(signatures_[a].sketch, signatures_[b].sketch) >= kSameText;
}

// Within a source an address that several items bear, a page of notes say, tells nothing; nor do
// two places in one page.
bool Stories::same_address(std::size_t a, std::size_t b) const {
  const auto& x = tellings_[a];
  const auto& y = tellings_[b];
  if (x.address.empty() || x.source == y.source) return false;
  const auto page = [](std::string_view address) { return address.substr(0, address.find('#')); };
  return x.address == y.address || x.address == page(y.address) || y.address == page(x.address);
}

std::optional<Join> Stories::compare(std::size_t a, std::size_t b) const {
  const auto& x = tellings_[a];
  const auto& y = tellings_[b];
  if (std::abs(x.hours - y.hours) > kWindow) return std::nullopt;
  if (same_address(a, b)) return Join{Reason::address, 1};
  if (!worth_a_look(a, b)) return std::nullopt;
  if (weigh(first_look(a, b)).log_odds < 0) return std::nullopt;
  const double odds = weigh(evidence_of(a, b)).log_odds;
  if (odds < 0) return std::nullopt;
  if (!speak_of_the_same(a, b)) return std::nullopt;
  const double certainty = 1 / (1 + std::exp(-odds));
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  if (jaccard(s.shingles, t.shingles) >= kSameTitle) return Join{Reason::title, certainty};
  if (likeness(s.sketch, t.sketch) >= kSameText) return Join{Reason::text, certainty};
  return Join{Reason::words, certainty};
}

// Of texts that say too little, their titles have to. A source that gives one title to two
// addresses has a column of that name, unless it says the same again.
bool Stories::speak_of_the_same(std::size_t a, std::size_t b) const {
  const auto one = words_of_text(tellings_[a], signatures_[a].all);
  const auto other = words_of_text(tellings_[b], signatures_[b].all);
  const auto sum = [](const auto& rarity) {
    return std::accumulate(rarity.begin(), rarity.end(), 0.0);
  };
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  const bool column = tellings_[a].source == tellings_[b].source &&
                      tellings_[a].address != tellings_[b].address && s.form != 0 &&
                      s.form == t.form;
  const double shorter = std::min(sum(one.rarity), sum(other.rarity));
  if (shorter < kSays) return !column;
  double common = 0;
  for (std::size_t i = 0; i < one.words.size(); ++i) {
    const bool both = std::binary_search(other.words.begin(), other.words.end(), one.words[i]);
    common += both ? one.rarity[i] : 0;
  }
  return common >= (column ? kSamePiece * shorter : kInCommon);
}

// The mean log-odds that `i` tells what each of a story's first items tells.
double Stories::fit(std::size_t i, std::span<const std::size_t> members) const {
  const auto looked_at = members.first(std::min(members.size(), kLookedAt));
  double sum = 0;
  for (const auto member : looked_at) {
    sum += same_address(i, member)
               ? kSure
               : std::clamp(weigh(evidence_of(i, member)).log_odds, -kSure, kSure);
  }
  return sum / static_cast<double>(looked_at.size());
}

std::vector<Stories::Place> Stories::group(const Decisions& decisions) const {
  const auto decided = [](const auto& pairs, std::size_t a, std::size_t b) {
    return std::find(pairs.begin(), pairs.end(), std::pair(a, b)) != pairs.end() ||
           std::find(pairs.begin(), pairs.end(), std::pair(b, a)) != pairs.end();
  };
  std::vector<Place> places(tellings_.size());
  std::vector<std::vector<std::size_t>> members(tellings_.size());
  const auto is_apart = [&](std::size_t i, std::size_t leader) {
    return std::any_of(members[leader].begin(), members[leader].end(),
                       [&](std::size_t member) { return decided(decisions.apart, i, member); });
  };
  std::vector<std::size_t> order(tellings_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
    return std::ranges::find(decisions.taken_out, i) == decisions.taken_out.end();
  });
  std::vector<std::size_t> leaders;
  for (const auto i : order) {
    places[i].leader = i;
    double best = 0;
    for (const auto leader : leaders) {
      if (is_apart(i, leader)) continue;
      const auto join = compare(i, leader);
      if (!join) continue;
      const double fits = fit(i, members[leader]);
      if (fits < 0 || (places[i].join && fits <= best)) continue;
      best = fits;
      places[i] = {leader, join};
    }
    if (!places[i].join) leaders.push_back(i);
    members[places[i].leader].push_back(i);
  }
  for (auto [a, b] : decisions.together) {
    if (places[a].leader > places[b].leader) std::swap(a, b);
    const auto first = places[a].leader, second = places[b].leader;
    if (first == second) continue;
    // The whole story comes along, but for what the person holds apart.
    std::vector<std::size_t> stay;
    for (const auto i : std::exchange(members[second], {})) {
      (i != b && is_apart(i, first) ? stay : members[first]).push_back(i);
    }
    for (const auto i : members[first]) places[i].leader = first;
    for (const auto i : stay) places[i].leader = stay.front();
    if (!stay.empty()) members[stay.front()] = stay;
    places[second].join = places[b].join = Join{Reason::person, 1};
    if (!stay.empty()) places[stay.front()].join.reset();
  }
  return places;
}

}  // namespace heed::choice
