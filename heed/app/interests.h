// What the person typed that they want more or less of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

struct Interest {
  std::string id;
  std::string text;
  double weight = 1;  // −1 … 1
  Time time;          // when it was given this weight
};

std::vector<Interest> interests(Home& home);  // oldest first

Json list_interests(Home& home);  // {"interests":[{"id","text","weight","added"}]}

// {"id","text","weight"}. The same text again only sets the weight.
Json add_interest(Home& home, std::string_view text, double weight);

// By id or exact text; {"event","undoes":null}. not_found where there is none.
Json remove_interest(Home& home, std::string_view name);

}  // namespace heed::app
