// What came of asking a source, noted with it: when it is to be asked again, what failed, where it
// moved. Each of these begins with the source as it is stored then, so that what other commands
// did of it meanwhile stays; nothing is noted of one that was forgotten.
#pragma once

#include <optional>
#include <string>

#include "heed/app/home.h"
#include "heed/base/error.h"
#include "heed/read/fetch/fetcher.h"
#include "heed/read/item.h"
#include "heed/store/sources.h"

namespace heed::app {

struct Success {
  std::string url;  // that was asked
  const read::Response& response;
  const read::Feed* feed = nullptr;  // null: not modified
  std::string name;                  // that the person gives the source, or ""
};

// What the feed says of itself; a title stays unless it is an address.
void describe(store::Source& source, const read::Feed& feed, const std::string& name);

// The address that was asked is the source's from now on, and so is a new one that three answers
// in a row, over two days or more, named for good; unless another source is asked there.
void note_success(Home& home, const store::Source& source, const Success& success);

// `response`: what the source's own address said, or null.
void note_failure(Home& home, const store::Source& source, const Error& error,
                  const read::Response* response);

// That it has another's feed, and so brings nothing itself; false where that was noted before.
bool note_same_feed(Home& home, const store::Source& source, const std::string& message);

}  // namespace heed::app
