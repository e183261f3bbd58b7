// A date in whatever script, rewritten with the digits and marks that date.cc reads: "2025年3月4日"
// as "2025-3-4", "2. 3. 2025" without its blanks.
#pragma once

#include <string>

namespace heed::read {

// `date` is short and in lower case but for letters beyond ASCII, which become so. Returns whether
// it has units of Korean, whose feeds mean Korean time.
bool use_plain_marks(std::string& date);

}  // namespace heed::read
