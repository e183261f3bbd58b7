#include "heed/choice/stories.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

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
constexpr double kSeriesText = 0.6;    // the same of one source's titles that differ in one place
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

using Title = std::span<const std::string>;

bool abbreviates(const std::string& word, const std::string& other) {
  constexpr std::size_t kShortest = 3;
  return word != other && std::min(word.size(), other.size()) >= kShortest &&
         (word.starts_with(other) || other.starts_with(word));
}

// Where two titles run the same way, and where one has something else in the other's place: a name,
// a number, a day.
struct Alignment {
  std::size_t same = 0;
  bool replaces = false;
};

bool replaced(Title a, Title b) {
  const auto short_for = [&](const std::string& word) {
    return std::any_of(b.begin(), b.end(), [&](auto& other) { return abbreviates(word, other); });
  };
  return !a.empty() && !b.empty() && std::none_of(a.begin(), a.end(), short_for);
}

// By the longest common subsequence.
Alignment align(Title a, Title b) {
  constexpr std::size_t kLongest = 64;  // words or letters of a title
  a = a.first(std::min(a.size(), kLongest));
  b = b.first(std::min(b.size(), kLongest));
  std::array<std::array<unsigned char, kLongest + 1>, kLongest + 1> common{};
  for (auto i = a.size(); i-- > 0;) {
    for (auto j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? static_cast<unsigned char>(common[i + 1][j + 1] + 1)
                                  : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  Alignment alignment{common[0][0], false};
  std::size_t i = 0, j = 0, from_a = 0, from_b = 0, run = 0;
  const auto end_gap = [&](std::size_t until_a, std::size_t until_b) {
    if (replaced(a.subspan(from_a, until_a - from_a), b.subspan(from_b, until_b - from_b))) {
      alignment.replaces = true;
    }
  };
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      ++i;
      ++j;
      // One word or letter in common does not hold two gaps apart.
      const bool first = i == 1 && j == 1;
      run += first ? 2 : 1;
      if (run < 2) continue;
      if (!first && run == 2) end_gap(i - 2, j - 2);
      from_a = i;
      from_b = j;
      continue;
    }
    run = 0;
    if (common[i + 1][j] >= common[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  end_gap(a.size() - (run == 1 ? 1 : 0), b.size() - (run == 1 ? 1 : 0));
  return alignment;
}

// One source's titles that are alike but for what one has in the other's place: two pieces of a
// series.
bool is_series(const Alignment& titles, std::size_t longer) {
  return titles.replaces && 2 * titles.same >= longer;
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
  const bool texts = !column && std::min(s.sketch.groups, t.sketch.groups) >= kLongText;
  const double same = texts ? likeness(s.sketch, t.sketch) : 0;
  const bool rare = share_a_rare_word(a, b);
  if (same < kSameText && !rare) return std::nullopt;
  const auto titles = align(s.order, t.order);
  const bool series =
      x.source == y.source && is_series(titles, std::max(s.order.size(), t.order.size()));
  if (same >= (series ? kSeriesText : kSameText)) return Join{Reason::text, same};
  if (series || !rare) return std::nullopt;
  if (std::min(s.shingles.size(), t.shingles.size()) >= kTelling) {
    const double alike = jaccard(s.shingles, t.shingles);
    if (column && alike >= kSameTitle) return std::nullopt;
    // What one has in the other's place is what each is about: a place, a number.
    if (alike >= kSameTitle && !titles.replaces) return Join{Reason::title, alike};
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
