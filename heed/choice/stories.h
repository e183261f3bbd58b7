// Which items tell the same story. Each item, in the order given, joins the first leader that it
// tells again, or else leads a story of its own: so what is folded under an item is always like
// that item itself, never like a friend of a friend.
//
// Two tell the same where they lie within some days of each other and either their titles are
// nearly the same (trigrams of letters, pairs in scripts without spaces, by Jaccard) or their
// vectors are much closer than those of unrelated texts. Any script. Cost: items × leaders.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "heed/choice/rows.h"

namespace heed::choice {

struct Telling {
  std::string_view title;
  double hours = 0;  // since any fixed moment
};

struct StorySettings {
  double window_hours = 72;
  double same_title = 0.6;  // Jaccard of the titles that joins alone
  double some_title = 0.1;  // the least that joins together with close vectors
  double close = 5;         // cosine in standard deviations above the background
};

// For each telling the index of its leader (its own for a leader). `vectors` has one unit row for
// each telling; an empty one or one of zeros joins by title alone. `unrelated` and `deviation` are
// of the encoder's background (see memory.h).
std::vector<std::size_t> join_stories(std::span<const Telling> tellings, Rows vectors,
                                      double unrelated, double deviation,
                                      const StorySettings& settings = {});

// Sorted hashes of a title's letter groups; what titles are compared by.
std::vector<std::size_t> title_shingles(std::string_view title);
double jaccard(std::span<const std::size_t> a, std::span<const std::size_t> b);

}  // namespace heed::choice
