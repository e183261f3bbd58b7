// Text for a terminal: columns that hold for wide letters, lines broken where they may be, colours
// only where someone looks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/base/time.h"

namespace heed::cli {

// Columns that a text takes: two for wide letters (Unicode's East Asian Width), none for marks.
std::size_t columns(std::string_view text);

// Control characters out, so that no title can speak to the terminal.
std::string plain(std::string_view text);

// Lines of at most `width` columns, broken at spaces and between wide letters.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string cut(std::string_view text, std::size_t width);  // ends in … where something is lost

enum class Ink { bold, faint, green, red, blue };

class Screen {
 public:
  Screen();  // what standard output is

  std::size_t width() const { return width_; }  // columns
  std::string ink(Ink ink, std::string_view text) const;

 private:
  bool colours_ = false;
  std::size_t width_ = 80;
};

std::string minutes_in_words(double minutes);   // "4 min", "1 h 20 min"
std::string age_in_words(Time time, Time now);  // "3 hours ago", "2026-11-01"

}  // namespace heed::cli
