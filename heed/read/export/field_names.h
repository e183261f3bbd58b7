// What programs call the fields of what they export, those that say it best first: the keys of JSON
// and the columns of tables alike, written as snake_case writes them. To read one more program is,
// most often, to add a name here.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace heed::read {

using Names = std::initializer_list<std::string_view>;

inline const Names kAddress = {"source_url", "resolved_url", "url", "given_url", "link", "href"};
inline const Names kTitle = {"resolved_title", "given_title", "title", "name"};
inline const Names kAuthor = {"author", "authors", "author_name", "published_by", "screen_name"};
inline const Names kLanguage = {"lang", "language"};

// Publication before the day on which the person kept it.
inline const Names kDay = {
    "published",  "published_date", "published_at", "date_published", "time_added",
    "saved_at",   "added_at",       "timestamp",    "saved_date",     "creation_date",
    "created_at", "created",        "date",         "date_added",     "last_interaction_date"};

// The thing itself, as HTML or plain text; what is said of it; and what the person made of it.
inline const Names kContent = {"html", "html_content", "content", "text", "full_text"};
inline const Names kSummary = {"selection", "excerpt",       "summary",
                               "highlight", "abstract_note", "description"};
inline const Names kHighlights = {"highlights", "annotations"};
inline const Names kNote = {"document_note", "note", "notes"};

// All of them count.
inline const Names kLabels = {"categories", "tags",          "labels",     "book_tags",
                              "tag_names",  "document_tags", "manual_tags"};

// What says yes or no: that it is a favourite, that the person is done with it.
inline const Names kFavouriteMark = {"favorite", "favorited", "favourited", "is_starred",
                                     "starred"};
inline const Names kReadMark = {"is_archived", "archived", "is_read", "read"};
// What names the list in which it lies.
inline const Names kState = {"state", "status", "location"};

// What one program alone writes, or what means something only in the company of others: whatever
// else entry.cc asks for.
inline const Names kOthers = {"id",   "source", "updated", "minutes",    "extended",
                              "time", "folder", "item_id", "is_deleted", "read_at"};

// "createdAt", "Created At" and "created_at" are one name: the last.
std::string snake_case(std::string_view name);

// Whether it is one of these names, as snake_case writes it.
bool is_field(std::string_view name);

}  // namespace heed::read
