// Where items come from: feeds, files, pages. A source is known by its `identity` (an address, or
// what stands for one), shown to people as a short id that follows from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

struct Source {
  std::int64_t row = 0;
  std::string id;        // short, stable
  std::string identity;  // unique
  std::string url;       // where to fetch it, or ""
  std::string site;      // the page that it belongs to
  std::string title;
  std::string kind;     // rss, atom, json, jsonl, page, mail, …; "feed" until first fetched
  std::string folder;   // from an OPML, "a/b"
  std::string allowed;  // "host:port" at a private address that the person allowed
  std::string etag;     // byte-exact, for conditional requests
  std::string last_modified;
  std::string validated;  // the address that said these two, after redirects; "" for `url`
  std::optional<Time> last_fetch;
  std::optional<Time> next_fetch;
  std::string last_error;
  int failures = 0;  // in a row
  // What permanent redirects named as the new address, how many answers in a row, since when.
  std::string moved_to;
  int moves = 0;
  std::optional<Time> moved_since;
  // When the feed wished to be asked: minutes between, bits of hours (UTC) and days (from Sunday).
  int ttl = 0;
  int skip_hours = 0;
  int skip_days = 0;
  // What other tables say; not written.
  std::string full_text = "never";  // where the feed has a summary only: never, demand, always
  int items = 0;                    // how many are stored

  // Whether there is an address to ask for news; collections from files have none.
  bool followed() const {
    return identity.starts_with("http://") || identity.starts_with("https://");
  }
};

struct Icon {
  std::string type;  // MIME type; "" where the source has none
  std::string bytes;
  Time time;  // when it was asked for
};

class Sources {
 public:
  explicit Sources(Database& database) : database_(database) {}

  // Stores a source that is new by its identity and gives it a row and, unless it brings one that
  // is free, an id; finds it otherwise.
  Source find_or_add(const Source& source);
  void update(const Source& source);  // what its own row holds, but for identity and id
  // The source of that kind is known by another identity from now on, where that is free.
  void change_identity(std::string_view kind, std::string_view identity, std::string_view to);
  void erase(std::int64_t row);  // with its items; index and vectors are the caller's
  void erase_if_empty(std::int64_t row);
  // Sources without an address of their own and without items; gives their ids.
  std::vector<std::string> erase_empty_collections();

  // Those that the person removed are left out unless asked for.
  std::vector<Source> list(bool removed_too = false);
  // All with that id, address or title, removed ones too; where none is called exactly that, those
  // whose titles are the same however they are written, or whose addresses are shown so.
  std::vector<Source> named(std::string_view name);
  // The one that is asked at this address, or was when it was added.
  std::optional<Source> find_followed(std::string_view url);
  // Another one that is asked there now, if it was not removed.
  std::optional<Source> also_asked_at(std::string_view url, const Source& source);
  std::optional<Source> at(std::int64_t row);
  // The same source as it is stored now; nothing where it was forgotten meanwhile. A row alone says
  // nothing: another source may have it since.
  std::optional<Source> again(const Source& source);

  std::optional<Icon> icon(std::int64_t row);
  void set_icon(const Source& source, const Icon& icon);  // nothing where it was forgotten

 private:
  std::optional<Source> find_identity(std::string_view identity);

  Database& database_;
};

}  // namespace heed::store
