// How much a title looks like bait: from 0 to 1, by a list of phrases written by hand, in English
// and Chinese. It labels a manner of writing, not a lie; every cue that fired can be shown.
#pragma once

#include <string_view>
#include <vector>

namespace heed::choice {

struct Bait {
  double score = 0;                    // 1 − Π (1 − strength of each cue)
  std::vector<std::string_view> cues;  // what gave it away, in the order of the list
};

Bait find_bait(std::string_view title);

}  // namespace heed::choice
