#include "heed/choice/stories.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heed/base/error.h"
#include "heed/base/threads.h"

namespace heed::choice {
namespace {

constexpr double kWindow = 72;         // hours
constexpr double kColumn = 20;         // hours after which one source's same title is a new issue
constexpr double kSameTitle = 0.7;     // Jaccard of letter groups
constexpr std::size_t kTelling = 8;    // groups below which a title alone says too little
constexpr double kSameText = 0.5;      // Jaccard of word groups
constexpr std::size_t kLongText = 15;  // groups below which a text alone says too little
constexpr double kRare = 0.37;         // rarity from which a shared word is evidence
constexpr double kNames = 0.95;        // weight of that evidence

// What two tellings have in common.
struct Features {
  double most = 0;   // of one title's words, by rarity, the share that the other telling has
  double least = 0;  // of the other title's
  double rare = 0;   // how much rare they share: names above all
  double alone = 0;  // the rarest word that each title has and the other telling lacks, the lesser
};

struct Weights {
  double bias, cosine, most, least, rare, alone, day;
};
// Fitted to labelled pairs (docs/RESULTS.md); the bias holds the threshold.
constexpr Weights kOtherSource = {-5.95, 1.77, 1.03, 0.56, 0.34, -0.73, 0};
constexpr Weights kOtherSourceNoVector = {-2.55, 0, 1.96, 1.52, 1.32, -1.06, 0};
constexpr Weights kOneSource = {-3.30, 0, 1.80, 1.62, 0.39, -2.01, -1.02};

bool has(const std::vector<std::uint64_t>& words, std::uint64_t word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// Whether at most one of them has what the other lacks.
bool one_adds(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  return std::includes(a.begin(), a.end(), b.begin(), b.end()) ||
         std::includes(b.begin(), b.end(), a.begin(), a.end());
}

bool has_other_number(const Signature& a, const Signature& b) {
  return std::any_of(a.numbers.begin(), a.numbers.end(),
                     [&](std::uint64_t number) { return !has(b.all, number); });
}

// Of a's title: the share that `b` has too, the rarest that it lacks; adds what is rare and shared.
struct Side {
  double share = 0;
  double lacking = 0;
};
Side side(const Signature& a, const Signature& b, const Rarity& rarity, bool count_names,
          double& names) {
  double all = 0, shared = 0;
  Side side;
  for (const auto word : a.title) {
    const double r = rarity.of(word);
    all += r;
    if (!has(b.all, word)) {
      side.lacking = std::max(side.lacking, r);
      continue;
    }
    shared += r;
    // What stands in both titles is counted once.
    if (count_names || !has(b.title, word)) names += kNames * std::max(0.0, r - kRare);
  }
  side.share = all == 0 ? 0 : shared / all;
  return side;
}

Features features(const Signature& a, const Signature& b, const Rarity& rarity) {
  Features f;
  const auto one = side(a, b, rarity, true, f.rare);
  const auto other = side(b, a, rarity, false, f.rare);
  f.most = std::max(one.share, other.share);
  f.least = std::min(one.share, other.share);
  f.alone = std::min(one.lacking, other.lacking);
  return f;
}

double score(const Weights& w, const Features& f, double cosine, double days) {
  return w.bias + w.cosine * cosine + w.most * f.most + w.least * f.least + w.rare * f.rare +
         w.alone * f.alone + w.day * days;
}

}  // namespace

Stories::Stories(std::span<const Telling> tellings, StoryVectors vectors, Rarity rarity)
    : tellings_(tellings.begin(), tellings.end()),
      vectors_(vectors),
      rarity_(std::move(rarity)),
      signatures_(tellings.size()) {
  require(vectors.rows.width == 0 || vectors.rows.count() == tellings.size(),
          "each telling has a vector");
  parallel_for(tellings.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) signatures_[i] = signature_of(tellings_[i]);
  });
}

std::optional<Join> Stories::compare(std::size_t a, std::size_t b) const {
  const auto& x = tellings_[a];
  const auto& y = tellings_[b];
  const double apart = std::abs(x.hours - y.hours);
  if (apart > kWindow) return std::nullopt;
  if (!x.address.empty() && x.address == y.address) return Join{Reason::address, 1};
  // A column comes back on another day under the same title, often with much of the same text.
  const bool column = x.source == y.source && apart > kColumn;
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  if (!column && std::min(s.sketch.groups, t.sketch.groups) >= kLongText) {
    const double same = likeness(s.sketch, t.sketch);
    if (same >= kSameText) return Join{Reason::text, same};
  }
  if (!share_a_rare_word(a, b)) return std::nullopt;
  if (!column && std::min(s.shingles.size(), t.shingles.size()) >= kTelling) {
    const double same = jaccard(s.shingles, t.shingles);
    // Where both have something of their own, that is what each is about: a place, a number.
    if (same >= kSameTitle && one_adds(s.units, t.units)) return Join{Reason::title, same};
  }
  return by_words(a, b);
}

bool Stories::share_a_rare_word(std::size_t a, std::size_t b) const {
  const auto& x = signatures_[a].title;
  const auto& y = signatures_[b].title;
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i] == y[j] && rarity_.of(x[i]) >= kRare) return true;
    const bool first = x[i] <= y[j];
    const bool second = y[j] <= x[i];
    i += first ? 1 : 0;
    j += second ? 1 : 0;
  }
  return false;
}

std::optional<Join> Stories::by_words(std::size_t a, std::size_t b) const {
  const auto& s = signatures_[a];
  const auto& t = signatures_[b];
  const auto f = features(s, t, rarity_);
  const double days = std::abs(tellings_[a].hours - tellings_[b].hours) / 24;
  double logit = 0;
  if (tellings_[a].source == tellings_[b].source) {
    // Two dates or two amounts: another piece of a series.
    if (has_other_number(s, t) && has_other_number(t, s)) return std::nullopt;
    logit = score(kOneSource, f, 0, days);
  } else if (vectors_.rows.width > 0 && ((s.spaced && t.spaced) || vectors_.reads_all)) {
    const double cosine = dot(vectors_.rows.row(a), vectors_.rows.row(b));
    logit = score(kOtherSource, f, (cosine - vectors_.unrelated) / vectors_.deviation, days);
  } else {
    logit = score(kOtherSourceNoVector, f, 0, days);
  }
  if (logit < 0) return std::nullopt;
  return Join{Reason::words, 1 / (1 + std::exp(-logit))};
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
    for (const auto leader : leaders) {
      std::optional<Join> join;
      if (holds(decisions.together, leader)) {
        join = Join{Reason::person, 1};
      } else if (!holds(decisions.apart, leader)) {
        join = compare(i, leader);
      }
      if (!join) continue;
      // What the person decided comes before what is alike.
      if (places[i].join && join->reason != Reason::person) continue;
      places[i] = {leader, join};
      if (join->reason == Reason::person || decisions.together.empty()) break;
    }
    if (!places[i].join) leaders.push_back(i);
    members[places[i].leader].push_back(i);
  }
  return places;
}

}  // namespace heed::choice
