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
  double all = 0;     // of the rarities, the sum
  double shared = 0;  // the same of what the other has too
  double alone = 0;   // the rarest that it lacks
  double rare = 0;    // how much rare both have
  double square = 0;  // of the rarities of what both have, the squares

  double share() const { return all == 0 ? 0 : shared / all; }
};
Side beside(const RareWords& mine, const RareWords& other) {
  Side side;
  look_up(mine, other, [&](double rarity, bool both) {
    side.all += rarity;
    if (!both) {
      side.alone = std::max(side.alone, rarity);
      return;
    }
    side.shared += rarity;
    side.square += rarity * rarity;
    side.rare += std::max(0.0, rarity - kRareFrom);
  });
  return side;
}

// How many titles of their source have the form of either, beside the two.
std::size_t more_titles(const Signature& a, const Signature& b) {
  const auto beside = [](std::size_t titles, std::size_t own) {
    return titles > own ? titles - own : 0;
  };
  if (a.form == b.form) return beside(a.series, 2);
  return beside(a.series, 1) + beside(b.series, 1);
}

// One clue's weights, between different sources and within one; with vectors and without.
struct Weights {
  double apart, one;
  double apart_no_vectors, one_no_vectors;
};
// Fitted by tools/fit_stories.py to 1,763 labelled pairs, 484 of them the same (docs/RESULTS.md).
// The start holds the threshold, from which in cross-validation 19 in 20 of what is joined tell no
// other event. Of pairs of several sources none is a series, and what each has alone weighs nothing
// beside vectors (0.14 by the fit).
constexpr Weights kStart = {-4.84, -5.69, -3.20, -3.61};
constexpr std::array<Weights, kClues> kWeights = {{
    {2.53, 2.59, 2.65, 2.62},      // most
    {2.14, 1.51, 2.75, 1.85},      // least
    {1.64, 0.82, 2.32, 1.30},      // words
    {1.56, 1.08, 2.27, 1.70},      // contained
    {1.31, 1.48, 1.35, 1.26},      // rare
    {0.00, -0.70, -0.63, -2.02},   // alone
    {0.25, 0.24, 0.38, 0.58},      // numbers
    {-0.84, -1.62, -0.84, -1.68},  // own numbers
    {-2.77, -3.90, -2.74, -3.81},  // other day
    {0.23, -1.01, -0.35, -2.76},   // phrases
    {0.00, -1.84, 0.00, -1.71},    // series
    {-0.35, -1.24, -0.34, -1.04},  // replaced
    {-0.73, -0.96, -0.64, -0.55},  // days
    {0.72, 0.65, 0.00, 0.00},      // vectors
}};

}  // namespace

const std::array<std::string_view, kClues> kClueNames = {
    "most",        "least",     "words",   "contained", "rare",     "alone", "numbers",
    "own numbers", "other day", "phrases", "series",    "replaced", "days",  "vectors"};

Evidence evidence(const Telling& x, const Telling& y, const Signature& a, const Signature& b) {
  Evidence e;
  auto& clue = e.clues;
  const auto one = beside(a.title, b.all);
  const auto other = beside(b.title, a.all);
  const auto all = beside(a.all, b.all);
  clue[kMost] = std::max(one.share(), other.share());
  clue[kLeast] = std::min(one.share(), other.share());
  if (all.square > 0) clue[kWords] = all.square / std::sqrt(squares(a.all) * squares(b.all));
  const auto back = beside(b.all, a.all);
  clue[kContained] = std::max(all.share(), back.share());
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
  if (x.source == y.source) clue[kSeries] = std::log1p(count(more_titles(a, b)));
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
