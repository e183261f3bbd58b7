// Which items tell the same story. Each item, in the order given, joins the story whose leader it
// tells again and whose other items it is like on the whole, or else leads a story of its own: what
// is folded under an item is never like a friend of a friend only. Of several stories it joins the
// likest. What the person joined or split stays so.
//
// Two tell the same where they lie within three days of each other and have the same address, or
// where the evidence (evidence.h) weighs enough and their texts speak of something in common: two
// with the title "Episode 12" don't, nor do two pieces of a column. What the person joins brings
// two stories together; what the person took out of one is placed last, so that it draws nobody
// along. Any script. docs/RESULTS.md says how often that is right.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "heed/choice/evidence.h"
#include "heed/choice/rows.h"
#include "heed/choice/telling.h"

namespace heed::choice {

enum class Reason { address, title, text, words, person };

struct Join {
  Reason reason;     // what is most alike
  double certainty;  // 0 to 1
};

// Vectors and the background that their cosines are measured against (see memory.h). Without rows,
// or with one of zeros, words alone decide; so they do in scripts that `reads_all` is false for.
struct StoryVectors {
  Rows rows;  // one unit row for each telling
  double unrelated = 0;
  double deviation = 1;
  bool reads_all = false;  // the encoder reads scripts without spaces
};

// Pairs that the person decided, by index, and what the person took out of a story.
struct Decisions {
  std::vector<std::pair<std::size_t, std::size_t>> together;
  std::vector<std::pair<std::size_t, std::size_t>> apart;
  std::vector<std::size_t> taken_out;
};

class Stories {
 public:
  Stories(std::span<const Telling> tellings, StoryVectors vectors, const Rarity& rarity);

  // Why two tell the same story; nothing where they don't.
  std::optional<Join> compare(std::size_t a, std::size_t b) const;
  Evidence evidence_of(std::size_t a, std::size_t b) const;

  struct Place {
    std::size_t leader;  // its own for a leader
    std::optional<Join> join;
  };
  std::vector<Place> group(const Decisions& decisions = {}) const;

 private:
  bool same_address(std::size_t a, std::size_t b) const;
  bool worth_a_look(std::size_t a, std::size_t b) const;
  Evidence first_look(std::size_t a, std::size_t b) const;
  bool speak_of_the_same(std::size_t a, std::size_t b) const;
  double fit(std::size_t i, std::span<const std::size_t> members) const;

  std::vector<Telling> tellings_;
  StoryVectors vectors_;
  std::vector<Signature> signatures_;
  std::vector<std::vector<std::uint64_t>> rare_titles_;  // the words of each title worth a look
};

}  // namespace heed::choice
