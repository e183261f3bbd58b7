#include "heed/choice/stories.h"

#include <algorithm>
#include <cmath>

#include "heed/base/error.h"
#include "heed/base/threads.h"
#include "heed/choice/alignment.h"

namespace heed::choice {
namespace {

constexpr double kWindow = 72;        // hours
constexpr double kSameTitle = 0.7;    // Jaccard of letter groups that a reader sees as the same
constexpr double kSameText = 0.5;     // the same of word groups
constexpr double kWorthALook = 0.45;  // rarity of the title's word that another must have too
constexpr double kSure = 8;           // log-odds that count as certain
constexpr std::size_t kLookedAt = 8;  // of a story's items

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

// Within a source an address that several items bear, a page of notes say, tells nothing.
bool Stories::same_address(std::size_t a, std::size_t b) const {
  const auto& x = tellings_[a];
  const auto& y = tellings_[b];
  return !x.address.empty() && x.address == y.address && x.source != y.source;
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
  const double certainty = 1 / (1 + std::exp(-odds));
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  if (jaccard(s.shingles, t.shingles) >= kSameTitle) return Join{Reason::title, certainty};
  if (likeness(s.sketch, t.sketch) >= kSameText) return Join{Reason::text, certainty};
  return Join{Reason::words, certainty};
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
  std::vector<std::size_t> leaders;
  for (std::size_t i = 0; i < tellings_.size(); ++i) {
    places[i].leader = i;
    const auto holds = [&](const auto& pairs, std::size_t leader) {
      return std::any_of(members[leader].begin(), members[leader].end(),
                         [&](std::size_t member) { return decided(pairs, i, member); });
    };
    double best = 0;
    for (const auto leader : leaders) {
      // What the person decided comes before what is alike.
      if (holds(decisions.together, leader)) {
        places[i] = {leader, Join{Reason::person, 1}};
        break;
      }
      if (holds(decisions.apart, leader)) continue;
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
  return places;
}

}  // namespace heed::choice
