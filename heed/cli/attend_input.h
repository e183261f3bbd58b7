// The document that `heed attend` reads, checked field by field.
#pragma once

#include <string_view>

#include "heed/attention/attend.h"
#include "heed/base/error.h"
#include "heed/base/json.h"

namespace heed::cli {

// An error's `where` names the field: "q", "params.w". `source` names the document.
Result<Attention> read_attention(const Json& document, std::string_view source);

}  // namespace heed::cli
