#include "heed/read/mail/noted.h"

#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/export/labels.h"
#include "heed/read/export/records.h"
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

  const auto listed = header("X-Gmail-Labels");
  std::string_view left = listed;
  for (const auto& cell : next_record(left)) {
    const auto label = fold_space(cell);
    noted.read |= means_opened(label);
    noted.left_aside |= means_left_aside(label);
    if (means_starred(label)) {
      noted.labels.emplace_back(kFavourite);
    } else if (!is_made_by_gmail(label)) {
      noted.labels.push_back(label);
    }
  }
  return noted;
}

}  // namespace heed::read
