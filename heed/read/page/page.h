// A page of the web: its article as an item, and the feeds that it names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/read/item.h"
#include "heed/read/page/discover.h"

namespace heed::read {

struct Page {
  Item item;  // summary_html is empty; content_html and text are the article's
  std::vector<FeedLink> feeds;
  std::vector<std::string> warnings;  // what was wrong and how it was read all the same
};

// `html` is UTF-8; `url` is where it came from, or "". Where `now` is given, no date of a year
// after the next is believed.
Page read_page(std::string_view html, std::string_view url, std::optional<Time> now = {});

}  // namespace heed::read
