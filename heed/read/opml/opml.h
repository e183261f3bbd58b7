// OPML: lists of subscriptions in folders.
#pragma once

#include <string>
#include <vector>

#include "heed/base/error.h"
#include "heed/read/xml/tree.h"

namespace heed::read {

struct Subscription {
  std::string url;                   // of the feed, http or https
  std::string title;                 // or ""
  std::string site;                  // the page that it belongs to, or ""
  std::vector<std::string> folders;  // from the outermost in
};

struct SubscriptionList {
  std::string title;
  std::vector<Subscription> subscriptions;
  std::vector<Error> refused;  // addresses that are none of the web's: commands, files, scripts
  int skipped = 0;             // pages that their reader made a feed of
  std::vector<std::string> warnings = {};
};

// `root` is the <opml> element. The same address twice is taken once.
SubscriptionList read_opml(const html::Node& root, std::string_view where);

}  // namespace heed::read
