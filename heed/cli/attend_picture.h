// One attention as text for a person: logits, weights as numbers and as a heat map, outputs.
#pragma once

#include <string>

#include "heed/attention/attend.h"

namespace heed::cli {

// `colour`: with terminal colours; otherwise the heat map is drawn in shades alone.
std::string picture(const Attention& attention, const Attended& attended, bool colour);

}  // namespace heed::cli
