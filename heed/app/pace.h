// How long a text takes a person to read, at their own pace: words in scripts with spaces,
// characters in Chinese, Japanese and Korean.
#pragma once

#include <string>
#include <string_view>

namespace heed::app {

struct Pace {
  double words = 230;       // a minute
  double characters = 350;  // a minute
};

// In tenths, at least 1: even a headline has to be found, weighed and left.
double reading_minutes(std::string_view text, const Pace& pace);

// "zh", "ja" or "ko" where the script tells; "" otherwise.
std::string language_by_script(std::string_view text);

}  // namespace heed::app
