// What reading gives: items, whatever the format they came in, and the source that they came from.
// Bytes in, items out; nothing here knows about storage or scoring.
#pragma once

#include <bitset>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/error.h"
#include "heed/base/time.h"

namespace heed::read {

struct Enclosure {
  std::string url;
  std::string type;                 // MIME type, or ""
  std::optional<long long> length;  // bytes
};

struct Item {
  std::string id;     // the publisher's own (guid, atom:id), or "" where it gives none
  std::string title;  // plain text, white space folded
  std::string link;   // absolute where a base is known
  std::string author;
  std::optional<Time> published;
  std::optional<Time> updated;
  std::string summary_html;       // sanitised
  std::string content_html;       // sanitised
  std::string text;               // plain text of the fuller of the two, one paragraph a line
  std::string language;           // BCP 47 as it or its feed declares, or ""
  std::optional<double> minutes;  // where the source says how long it takes (duration)
  std::string source;             // the item's own source name (JSON Lines), or ""
  std::string source_id;          // what that is known by where it isn't its name, or ""
  std::string unsubscribe;        // an address of a newsletter (List-Unsubscribe), or ""
  bool read = false;              // by the person, where it came from
  bool breaks_off = false;        // its document ends before it does
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
};

// No publisher offers more at once; whoever does means harm, and the rest is left out.
constexpr std::size_t kMostItems = 20'000;

// The warnings of a document whose end was left out, and of one that ends within an element.
inline constexpr std::string_view kCut = "too long to be read to its end";
inline constexpr std::string_view kBreaksOff = "breaks off before its end";

struct Feed {
  std::string format;   // rss, rdf, atom, json, cdf
  std::string version;  // "2.0", or ""
  std::string title;
  std::string link;
  std::string description;
  std::string language;
  std::vector<Item> items;
  // When it wishes to be asked again (RSS ttl, skipHours, skipDays; the syndication module).
  std::optional<std::chrono::minutes> ttl;
  std::bitset<24> skip_hours;         // UTC
  std::bitset<7> skip_days;           // from Sunday
  bool breaks_off = false;            // before its end: what came is a part of what there is
  std::vector<std::string> warnings;  // what was wrong and how it was read all the same
};

constexpr std::size_t kMostListed = 100'000;

// Items without a feed around them: JSON Lines, mail, exports of other programs.
struct ItemList {
  std::string kind;  // "jsonl", "mail", "bookmarks", …
  std::string title;
  std::vector<Item> items;
  std::vector<Error> errors;  // what could not be read; each names its place
  int skipped = 0;            // entries that are nothing to read: a bookmark that runs a script

  bool is_full() const { return items.size() + errors.size() >= kMostListed; }
};

}  // namespace heed::read
