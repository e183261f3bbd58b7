// What the mail program that kept a message in an mbox noted of it:
//
//   Status: RO               an R is read (Berkeley mail, mutt, Dovecot)
//   X-Status: D              to be deleted
//   X-Mozilla-Status: 0009   bit 0 is read, bit 3 deleted (Thunderbird)
//   X-Gmail-Labels: Opened   a list: Gmail's own in the account's language (Unread, Trash), and
//                            the person's ("Newsletters/Bakery")
//
// Programs write these over what the sender wrote; in a message that lies alone they are anybody's.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace heed::read {

struct Noted {
  bool read = false;
  bool left_aside = false;  // deleted, spam, or written by the person
  std::vector<std::string> labels = {};
};

// `header` gives the value of the first header of a name, or "".
Noted noted_in_mbox(const std::function<std::string(const char* name)>& header);

}  // namespace heed::read
