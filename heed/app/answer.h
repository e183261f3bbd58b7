// What an answer from the network holds.
#pragma once

#include <string>

#include "heed/base/time.h"
#include "heed/read/document.h"
#include "heed/read/fetch/fetcher.h"

namespace heed::app {

// `url` is the address that was asked; the answer's own is that after redirects. For `now` see
// read::Origin.
Result<read::Document> document_of(const read::Response& response, const std::string& url,
                                   Time now);

}  // namespace heed::app
