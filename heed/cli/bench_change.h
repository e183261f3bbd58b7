// What changed between two runs of `heed bench`, both as the documents that --json prints.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "heed/base/error.h"
#include "heed/base/json.h"

namespace heed::cli {

// [{"name","unit","before","now","percent"}] of every number that is a rate, in the order of `now`:
// the machine's peaks, its memory, heed's works. More is better, so a positive percent is faster.
// What only one run has is left out; bad_input where `before` is not a run.
Result<Json> bench_changes(const Json& before, const Json& now);

}  // namespace heed::cli
