// The messages of an mbox (RFC 4155), one after the other, whatever the length of all:
//
//   From jane@example.org Mon Mar  2 10:00:00 2026    "From -" and "From " alone in Thunderbird's
//   Subject: …
//
//   >From here on, as it was written: "From here on"; ">>From" was ">From" (mboxrd)
//                                                     a blank line ends it
//   From …
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace heed::read {

class Mbox {
 public:
  // Moves past the first From line, which no other tells from prose.
  explicit Mbox(std::istream& in);

  // The next message without its From line, unquoted; the first `most` bytes of it or a line more.
  // Nothing at the end.
  std::optional<std::string> next(std::size_t most);

  // That of the message that next() gave last.
  const std::string& from_line() const { return from_line_; }

 private:
  // The next line, or the next piece of one that is very long.
  bool read_piece();

  std::istream& in_;
  std::string room_;  // for a piece
  std::string_view piece_;
  std::string from_line_;
  std::string next_from_line_;
  bool begins_line_ = true;
  bool ends_line_ = true;
};

}  // namespace heed::read
