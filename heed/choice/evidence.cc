#include "heed/choice/evidence.h"

#include <algorithm>
#include <cmath>

namespace heed::choice {
namespace {

constexpr double kRareFrom = 0.5;  // rarity from which a shared word counts as rare

double count(std::size_t n) {
  return static_cast<double>(n);
}

// Calls `visit` with the rarity of each of a's words and whether `b` has it too.
template <typename Visit>
void look_up(const RareWords& a, const RareWords& b, Visit visit) {
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    while (j < b.words.size() && b.words[j] < a.words[i]) ++j;
    visit(a.rarity[i], j < b.words.size() && b.words[j] == a.words[i]);
  }
}

double squares(const RareWords& words) {
  double sum = 0;
  for (const double r : words.rarity) sum += r * r;
  return sum;
}

// Of one's words beside another's.
struct Side {
  double share = 0;   // by rarity, what the other has too
  double alone = 0;   // the rarest that it lacks
  double rare = 0;    // how much rare both have
  double square = 0;  // of the rarities of what both have, the squares
};
Side beside(const RareWords& mine, const RareWords& other) {
  Side side;
  double all = 0, shared = 0;
  look_up(mine, other, [&](double rarity, bool both) {
    all += rarity;
    if (!both) {
      side.alone = std::max(side.alone, rarity);
      return;
    }
    shared += rarity;
    side.square += rarity * rarity;
    side.rare += std::max(0.0, rarity - kRareFrom);
  });
  side.share = all == 0 ? 0 : shared / all;
  return side;
}

// One clue's weights, between different sources and within one; with vectors and without.
struct Weights {
  double apart, one;
  double apart_no_vectors, one_no_vectors;
};
// Fitted by tools/fit_stories.py to 1,265 labelled pairs, 405 of them the same (docs/RESULTS.md).
// The start holds the threshold: a chance of 0.5 between sources and 0.7 within one, where titles
// of one form about different things abound.
constexpr Weights kStart = {-4.37, -5.69, -3.06, -4.34};
constexpr std::array<Weights, kClues> kWeights = {{
    {1.82, 1.66, 2.27, 2.11},      // most
    {1.23, 0.29, 2.08, 0.92},      // least
    {2.44, 1.42, 3.23, 1.85},      // words
    {0.36, 0.99, 0.06, -0.08},     // rare in titles
    {0.97, 1.09, 1.29, 1.37},      // rare
    {-0.21, -0.50, -0.30, -0.76},  // alone
    {0.55, 0.36, 0.61, 0.46},      // numbers
    {-0.68, -1.33, -0.66, -1.37},  // own numbers
    {-2.80, -3.51, -2.75, -3.43},  // other day
    {0.95, 0.02, 0.72, -0.86},     // phrases
    {-0.50, -1.24, -0.46, -1.17},  // replaced
    {-0.66, -1.05, -0.72, -0.93},  // days
    {0.66, 0.48, 0.00, 0.00},      // vectors
}};

}  // namespace

const std::array<std::string_view, kClues> kClueNames = {
    "most",        "least",     "words",   "rare in titles", "rare", "alone",  "numbers",
    "own numbers", "other day", "phrases", "replaced",       "days", "vectors"};

Evidence evidence(const Telling& x, const Telling& y, const Signature& a, const Signature& b) {
  Evidence e;
  auto& clue = e.clues;
  const auto one = beside(a.title, b.all);
  const auto other = beside(b.title, a.all);
  const auto all = beside(a.all, b.all);
  clue[kMost] = std::max(one.share, other.share);
  clue[kLeast] = std::min(one.share, other.share);
  if (all.square > 0) clue[kWords] = all.square / std::sqrt(squares(a.all) * squares(b.all));
  // What stands in both titles is counted once.
  clue[kRareInTitles] = std::log1p(one.rare + other.rare - beside(a.title, b.title).rare);
  clue[kRare] = std::log1p(all.rare);
  clue[kAlone] = std::min(one.alone, other.alone);
  const auto numbers = in_common(a.numbers, b.numbers);
  clue[kNumbers] = std::log1p(count(numbers));
  clue[kOwnNumbers] = std::log1p(count(std::min(a.numbers.size(), b.numbers.size()) - numbers));
  clue[kOtherDay] = a.days != 0 && b.days != 0 && (a.days & b.days) == 0 ? 1 : 0;
  const auto phrases = std::min(a.phrases.size(), b.phrases.size());
  if (phrases > 0) {
    clue[kPhrases] = std::sqrt(count(in_common(a.phrases, b.phrases)) / count(phrases));
  }
  clue[kDays] = std::abs(x.hours - y.hours) / 24;
  e.one_source = x.source == y.source;
  return e;
}

Weighed weigh(const Evidence& e) {
  const auto chosen = [&](const Weights& w) {
    return e.vectors ? (e.one_source ? w.one : w.apart)
                     : (e.one_source ? w.one_no_vectors : w.apart_no_vectors);
  };
  Weighed weighed;
  weighed.start = chosen(kStart);
  weighed.log_odds = weighed.start;
  for (std::size_t i = 0; i < kClues; ++i) {
    weighed.parts[i] = chosen(kWeights[i]) * e.clues[i];
    weighed.log_odds += weighed.parts[i];
  }
  return weighed;
}

}  // namespace heed::choice
