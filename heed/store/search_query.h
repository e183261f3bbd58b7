// What a person types to find items: words, and operators that narrow them. Parsed here into plain
// conditions; search.h runs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/time.h"

namespace heed::store {

// Values that are wanted, any of them, and values that are not, none of them.
struct Choice {
  std::vector<std::string> any;
  std::vector<std::string> none;
};

struct SearchQuery {
  std::string match;  // FTS5 expression of what must occur; "" where no word was typed
  std::string avoid;  // FTS5 expression of what must not; ""
  std::string words;  // the words that were typed, for a search by meaning
  Choice sources;     // ids, or parts of titles and addresses
  Choice labels;
  Choice languages;
  Choice feedback;              // like, dislike, save, hide
  std::optional<bool> read;     // is:read, is:unread
  std::optional<bool> opened;   // is:opened
  std::optional<Time> before;   // published before
  std::optional<Time> after;    // published then or later
  std::optional<double> least;  // minutes
  std::optional<double> below;  // minutes, itself not

  bool empty() const;       // nothing is asked for
  bool narrowed() const;    // something besides words is
  bool is_indexed() const;  // by sources or labels alone, whose items the store lists
};

// Words must all occur, of those with OR between them one; "quoted words" stand together, word* is
// a beginning, -word must not occur. source:X label:X lang:X is:X before:T after:T minutes<N
// minutes>N narrow, each also with a - in front. Values with blanks are quoted: source:"The Post".
// An operator that does not exist or a value that it can't take is a usage error that lists those
// that there are.
Result<SearchQuery> parse_search(std::string_view typed, Time now);

// The operators, one a line, for help and errors.
std::string_view search_operators();

}  // namespace heed::store
