// What other programs export: a browser's bookmarks, lists of Pocket, Instapaper, Wallabag,
// Readwise, Pinboard and whatever names its fields alike (field_names.h), what feed readers
// starred, and what YouTube (Google Takeout) and Reddit hand out on request. Each reader knows its
// own by the content and gives nothing where the text is something else. What leads nowhere on the
// web is skipped, but for what a table has more of than its title.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "heed/base/json.h"
#include "heed/read/item.h"
#include "heed/read/opml/opml.h"

namespace heed::read {

std::optional<ItemList> read_bookmarks(std::string_view html);
std::optional<ItemList> read_bookmarks(const Json& json);
std::optional<ItemList> read_csv(std::string_view text, std::string_view where);

// Answers and exports that hold their articles under "results", "list", "articles" and the like.
std::optional<ItemList> read_json_export(const Json& json, std::string_view where);

// The same in XML, of Wallabag and Pinboard.
std::optional<ItemList> read_xml_export(std::string_view text, std::string_view where);

// Streams of Google Reader's form: Inoreader, FreshRSS, The Old Reader.
std::optional<ItemList> read_reader_stream(const Json& json);

// What was watched, without advertisements: read, on the day on which it was watched.
std::optional<ItemList> read_youtube_history(const Json& json);
std::optional<ItemList> read_youtube_history(std::string_view html);
// Playlists are items; subscriptions the channels' feeds.
std::optional<std::variant<ItemList, SubscriptionList>> read_youtube_table(std::string_view text);

// Posts and comments that were saved, written or voted up; subscriptions as feeds of communities.
std::optional<std::variant<ItemList, SubscriptionList>> read_reddit_table(std::string_view text);

}  // namespace heed::read
