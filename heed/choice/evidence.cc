#include "heed/choice/evidence.h"

#include <algorithm>
#include <cmath>

namespace heed::choice {
namespace {

constexpr double kRareFrom = 0.5;  // rarity from which a shared word counts as rare

using Set = std::vector<std::uint64_t>;

bool has(const Set& words, std::uint64_t word) {
  return std::binary_search(words.begin(), words.end(), word);
}

double count(std::size_t n) {
  return static_cast<double>(n);
}

double cosine(const Set& a, const Set& b, const Rarity& rarity) {
  double in_a = 0, in_b = 0, both = 0;
  for (const auto word : a) {
    const double r = rarity.of(word);
    in_a += r * r;
    if (has(b, word)) both += r * r;
  }
  for (const auto word : b) in_b += rarity.of(word) * rarity.of(word);
  return both == 0 ? 0 : both / std::sqrt(in_a * in_b);
}

// How much rare is in `a` and in `other`, but not in `counted`.
double rare(const Set& a, const Set& other, const Rarity& rarity, const Set& counted = {}) {
  double sum = 0;
  for (const auto word : a) {
    if (has(other, word) && !has(counted, word)) sum += std::max(0.0, rarity.of(word) - kRareFrom);
  }
  return sum;
}

// Of a title: the share that the other telling has too, and the rarest word that it lacks.
struct Side {
  double share = 0;
  double alone = 0;
};
Side side(const Set& title, const Set& other, const Rarity& rarity) {
  Side side;
  double all = 0, shared = 0;
  for (const auto word : title) {
    const double r = rarity.of(word);
    all += r;
    if (has(other, word)) {
      shared += r;
    } else {
      side.alone = std::max(side.alone, r);
    }
  }
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

Evidence evidence(const Telling& x, const Telling& y, const Signature& a, const Signature& b,
                  const Rarity& rarity) {
  Evidence e;
  auto& clue = e.clues;
  const auto one = side(a.title, b.all, rarity);
  const auto other = side(b.title, a.all, rarity);
  clue[kMost] = std::max(one.share, other.share);
  clue[kLeast] = std::min(one.share, other.share);
  clue[kWords] = cosine(a.all, b.all, rarity);
  clue[kRareInTitles] =
      std::log1p(rare(a.title, b.all, rarity) + rare(b.title, a.all, rarity, a.title));
  clue[kRare] = std::log1p(rare(a.all, b.all, rarity));
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
