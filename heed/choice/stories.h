// Which items tell the same story. Each item, in the order given, joins the first leader that it
// tells again, or else leads a story of its own: so what is folded under an item is always like
// that item itself, never like a friend of a friend. What the person joined or split stays so.
//
// Two tell the same where they lie within three days of each other and
//   - have the same address, or
//   - have nearly the same title (groups of letters), or nearly the same text (MinHash), or
//   - share so much that is rare: a logistic score of the words of each title that the other
//     telling has too, weighed by rarity, of words that one has alone, and of the vectors.
// One source does not tell a story twice in other words as a rule: its items must be nearer, and
// two titles of one form with another name, number or day in one place are pieces of a series. Any
// script. docs/RESULTS.md has what the score was fitted to and how often it is right.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "heed/choice/rows.h"
#include "heed/choice/telling.h"

namespace heed::choice {

enum class Reason { address, title, text, words, person };

struct Join {
  Reason reason;
  double likeness;  // 0 to 1: of titles or texts, or how sure the score is
};

// Vectors and the background that their cosines are measured against (see memory.h). Without rows,
// or with one of zeros, words alone decide; so they do in scripts that `reads_all` is false for.
struct StoryVectors {
  Rows rows;  // one unit row for each telling
  double unrelated = 0;
  double deviation = 1;
  bool reads_all = false;  // the encoder reads scripts without spaces
};

// Pairs that the person decided, by index.
struct Decisions {
  std::vector<std::pair<std::size_t, std::size_t>> together;
  std::vector<std::pair<std::size_t, std::size_t>> apart;
};

class Stories {
 public:
  Stories(std::span<const Telling> tellings, StoryVectors vectors, Rarity rarity);

  // Why two tell the same story; nothing where they don't.
  std::optional<Join> compare(std::size_t a, std::size_t b) const;

  struct Place {
    std::size_t leader;  // its own for a leader
    std::optional<Join> join;
  };
  std::vector<Place> group(const Decisions& decisions = {}) const;

 private:
  std::optional<Join> by_words(std::size_t a, std::size_t b) const;
  bool share_a_rare_word(std::size_t a, std::size_t b) const;

  std::vector<Telling> tellings_;
  StoryVectors vectors_;
  Rarity rarity_;
  std::vector<Signature> signatures_;
};

}  // namespace heed::choice
