// Where a page says its feeds are, and where feeds lie when it doesn't say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/read/html/tree.h"

namespace heed::read {

struct FeedLink {
  std::string url;
  std::string title;
};

// Feeds that the page at `url` links to, best first: <link rel=alternate>, those of a
// type that others have as well, then links in the text that look like feeds.
std::vector<FeedLink> feeds_of_page(const html::Tree& page, std::string_view url);

// Pictures that stand for the site of the page at `url`: <link rel=icon>, pictures of pixels first.
std::vector<std::string> icons_of_page(const html::Tree& page, std::string_view url);

// Addresses worth trying for a page that names no feed: what is known of its site (channels and
// playlists of YouTube, subreddits, repositories, …), then, for the front of a site, the usual
// places.
std::vector<std::string> likely_feeds(std::string_view url);

}  // namespace heed::read
