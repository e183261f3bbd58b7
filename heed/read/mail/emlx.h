// A message as Apple Mail keeps it, or any other:
//
//   217                     how many bytes the message has
//   From: … Subject: …
//   <plist> … flags … </plist>
#pragma once

#include <string_view>

#include "heed/read/mail/noted.h"

namespace heed::read {

struct Emlx {
  explicit Emlx(std::string_view bytes);

  static bool is_first_line(std::string_view bytes);

  std::string_view message;
  Noted noted;
};

}  // namespace heed::read
