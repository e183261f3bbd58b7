// Which words of a title its interest hangs on, by erasure: the title is felt again without each
// word. A list is only given where it holds: where taking out the words that are said to matter
// lowers the interest more than taking out as many at random (comprehensiveness, DeYoung and
// others, "ERASER", 2020).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/scoring.h"
#include "heed/base/json.h"

namespace heed::app {

// {"words":[{"word","change"}],"words_note"}: `change` is what the interest of the bare title loses
// without the word; greatest first. Empty, with the reason in the note, where there is nothing to
// explain or the words do no better than chance.
Json title_words(Home& home, const Scoring& scoring, std::string_view title);

// A title in pieces that may be left out: words where spaces part them, pairs of letters elsewhere.
std::vector<std::string> title_pieces(std::string_view title);

}  // namespace heed::app
