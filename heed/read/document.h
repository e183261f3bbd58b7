// The door of this room: any document's bytes in, what it holds out. What it is shows from the
// content, never from a name or from what a server called it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/time.h"
#include "heed/read/item.h"
#include "heed/read/opml/opml.h"
#include "heed/read/page/page.h"

namespace heed::read {

// What is known about bytes besides the bytes.
struct Origin {
  std::string name;              // for errors: a file or an address
  std::string url;               // where it came from, for relative links; or ""
  std::string charset;           // of the HTTP header; or ""
  std::optional<Time> now = {};  // no page is believed that it is of a year after this one's next
};

using Document = std::variant<Feed, SubscriptionList, ItemList, Page>;

// Refuses documents over 64 MiB, XML bombs and what is none of the above. JSON Lines and an mbox of
// any length are better read in pieces: see jsonl/jsonl.h with looks_like_json_lines, mail/mail.h.
Result<Document> read_document(std::string_view bytes, const Origin& origin);

// The same where nothing but a feed will do.
Result<Feed> read_feed(std::string_view bytes, const Origin& origin);

// The same for HTML alone, with or without what makes it a whole page. Mail and feeds are refused,
// too.
Result<Page> read_html(std::string_view bytes, const Origin& origin);

// Of bytes that read_document refused: whether they are of a kind that it reads, but broken. What
// is not is something else altogether: a script, a picture, a list of settings.
bool looks_broken(std::string_view bytes);

// Whether a file that starts so holds JSON Lines: its first line is an item or, where that is
// broken, others of the first twenty are.
bool looks_like_json_lines(std::string_view start);

}  // namespace heed::read
