// A person's memory made ready to be attended to: the slots with their keys, and what each is
// called when heed says why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/base/json.h"
#include "heed/base/time.h"
#include "heed/choice/interest.h"
#include "heed/choice/memory.h"
#include "heed/choice/rows.h"

namespace heed::app {

struct Mind {
  struct Name {
    std::string slot;  // id of the interest or of the item
    std::string kind;  // interest, like, save, dislike, hide
    std::string text;
  };
  std::vector<Name> names;
  std::vector<choice::Slot> slots;
  std::vector<float> keys;
  std::size_t width = 0;

  // A key of zeros (a text without a word) is left out: nothing is like it.
  void remember(Name name, choice::Slot slot, std::span<const float> key);

  choice::Rows rows() const { return {keys, width}; }
};

// How much each kind of feedback wants more of the same, or 0 for what is no feedback.
double feedback_value(std::string_view kind);

double days_between(Time earlier, Time later);  // never below 0

// {"slot","text","weight","value","kind"} for each slot that gave something to speak of, and one
// entry with "slot":null for all the others; the values add up to the interest.
Json because_document(const Mind& mind, std::span<const choice::Share> shares);

}  // namespace heed::app
