#include "heed/read/mail/noted.h"

#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/mail/gmail_labels.h"

namespace heed::read {

Noted noted_in_mbox(const std::function<std::string(const char* name)>& header) {
  const auto is_flagged = [&](const char* name, char flag) {
    const auto flags = header(name);  // and no word: "RESOLVED" is from another program
    return flags.find_first_not_of("RODNUAFT ") == flags.npos && flags.find(flag) != flags.npos;
  };
  Noted noted{is_flagged("Status", 'R'), is_flagged("X-Status", 'D')};

  const auto bits = header("X-Mozilla-Status");
  unsigned value = 0;
  std::from_chars(bits.data(), bits.data() + bits.size(), value, 16);
  noted.read |= (value & 1) != 0;
  noted.left_aside |= (value & 8) != 0;

  for (const auto& label : split(header("X-Gmail-Labels"), ",")) {
    noted.read |= means_opened(label);
    noted.left_aside |= means_left_aside(label);
  }
  return noted;
}

}  // namespace heed::read
