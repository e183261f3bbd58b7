// What Gmail's own labels in its export say, in the language of the person's account; and what the
// folders of mail programs are for.
#pragma once

#include <string_view>

namespace heed::read {

bool means_opened(std::string_view label);
bool means_left_aside(std::string_view label);  // thrown away, or the person's own: sent, drafts
bool means_starred(std::string_view label);
// Opened, left aside, or where Gmail put it: Inbox, Important, Category Social.
bool is_made_by_gmail(std::string_view label);

// The same of the name that a mail program gives a folder.
bool is_folder_left_aside(std::string_view name);

}  // namespace heed::read
