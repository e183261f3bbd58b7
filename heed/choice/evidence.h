// What speaks for and against two items telling the same story: a few numbers that anyone can
// check, and the logistic regression that weighs them. The weights and where they come from are in
// evidence.cc.
#pragma once

#include <array>
#include <string_view>

#include "heed/choice/telling.h"

namespace heed::choice {

enum Clue : std::size_t {
  kMost,        // of one title's words, by rarity, the share that the other telling has
  kLeast,       // of the other title's
  kWords,       // cosine of the words of title and beginning, each by its rarity
  kContained,   // of the shorter telling's words, by rarity, the share that the other has
  kRare,        // ln(1 + how much rare of title and beginning both have): names above all
  kAlone,       // the rarest word that each title has and the other telling lacks, the lesser
  kNumbers,     // ln(1 + how many numbers both have)
  kOwnNumbers,  // ln(1 + how many each has for itself, the lesser)
  kOtherDay,    // 1 where they name different days of the week
  kPhrases,     // root of the share of three-word phrases that both have, of the shorter
  kSeries,      // within a source, ln(1 + how many more of its titles differ in numbers alone)
  kReplaced,    // 1 where one title has something else in the other's place
  kDays,        // between them
  kVectors,     // cosine of the vectors, in deviations from what is unrelated
  kClues,
};
extern const std::array<std::string_view, kClues> kClueNames;

struct Evidence {
  std::array<double, kClues> clues{};
  bool one_source = false;
  bool vectors = false;  // or else kVectors says nothing
};

// But for kReplaced, which costs more than all others and only ever speaks against, and kVectors.
Evidence evidence(const Telling& x, const Telling& y, const Signature& a, const Signature& b);

// The log-odds that both tell the same story, less the threshold: from 0 on they are joined. It is
// the sum of where it starts and of each clue's part.
struct Weighed {
  double start = 0;
  std::array<double, kClues> parts{};
  double log_odds = 0;
};
Weighed weigh(const Evidence& evidence);

}  // namespace heed::choice
