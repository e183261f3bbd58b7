// Newsletters: single messages (.eml, .emlx, one file of a Maildir) and mbox files, through GMime.
// What a message says is cleaned, and freed of pixels and click counters; the list is the source.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "heed/read/item.h"

namespace heed::read {

bool looks_like_mail(std::string_view bytes);
bool looks_like_mbox(std::string_view bytes);

// Of a message, 64 MiB are read.
ItemList read_mail(std::string_view bytes, std::string_view where);

// The same of an mbox of any length, some hundred messages at a time; `on_list` says whether to go
// on.
void read_mbox(std::istream& in, std::string_view where,
               const std::function<bool(ItemList)>& on_list);

// A page that a browser saved in mail's form (MHTML), and where it was.
struct SavedPage {
  std::string html;
  std::string url;
};
std::optional<SavedPage> saved_page(std::string_view bytes);

}  // namespace heed::read
