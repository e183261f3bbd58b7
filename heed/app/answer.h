// What an answer from the network holds.
#pragma once

#include <string>

#include "heed/read/document.h"
#include "heed/read/fetch/fetcher.h"

namespace heed::app {

// `url` is the address that was asked; the answer's own is that after redirects.
Result<read::Document> document_of(const read::Response& response, const std::string& url);

}  // namespace heed::app
