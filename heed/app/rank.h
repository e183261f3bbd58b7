// Ranks items for a profile, both given, without a home.
//
//   items    JSON Lines of {"title"|"text", "published"?, "minutes"?, "source"?}
//   profile  {"interests":[{"text","weight"}],"history":[{"text","value","time"}],"settings":{}}
#pragma once

#include <string_view>
#include <vector>

#include "heed/base/json.h"
#include "heed/base/time.h"

namespace heed {
class TextEncoder;
}

namespace heed::app {

struct Ranked {
  std::vector<Json> documents;  // best first, ties by index
  std::vector<Error> problems;  // lines that hold no item: left out
};

// {"index","value","interest","contributions","because"}: `index` counts lines from 0. Throws
// bad_input for a profile that is not one.
Ranked rank_lines(std::string_view items, std::string_view where, const Json& profile,
                  const TextEncoder& encoder, Time now);

}  // namespace heed::app
