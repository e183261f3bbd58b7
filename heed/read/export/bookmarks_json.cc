// Bookmarks as browsers keep them in JSON: Firefox's backups, Chromium's file "Bookmarks".
#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/read/ascii.h"
#include "heed/read/export/export.h"
#include "heed/read/export/labels.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// Microseconds: of Firefox since 1970, of Chromium since 1601.
std::optional<Time> added(const Json& bookmark) {
  constexpr double kFrom1601 = 11644473600;
  constexpr double kLatest = 253402300799;  // the end of the year 9999
  const auto firefox = number_field(bookmark, "dateAdded");
  const auto chromium = number_field(bookmark, "date_added");
  if (!firefox && !chromium) return std::nullopt;
  const double seconds = firefox ? *firefox / 1e6 : *chromium / 1e6 - kFrom1601;
  if (!(seconds > 0 && seconds < kLatest)) return std::nullopt;
  return Time{std::chrono::seconds{static_cast<long long>(seconds)}};
}

class Reader {
 public:
  explicit Reader(ItemList& list) : list_(list) {}

  void read_folder(const Json& folder) {
    for (const auto& child : array_field(folder, "children")) {
      if (list_.is_full()) return;
      if (child.is_object() && child.contains("children")) {
        read_within(child);
      } else if (const auto link = first_string(child, {"uri", "url"}); !link.empty()) {
        read_bookmark(child, link);
      }
    }
  }

 private:
  void read_within(const Json& folder) {
    const auto id = string_field(folder, "guid");
    if (id == "tags________") return;  // each bookmark has its tags, too
    const bool made_by_browser = folder.contains("root") || id.ends_with("________");
    folders_.push_back(made_by_browser ? "" : label_of(first_string(folder, {"title", "name"})));
    read_folder(folder);
    folders_.pop_back();
  }

  void read_bookmark(const Json& bookmark, const std::string& link) {
    Item item;
    item.link = trim(link);
    if (!is_web_url(item.link)) {
      ++list_.skipped;
      return;
    }
    item.title = fold_space(first_string(bookmark, {"title", "name"}));
    if (item.title.empty()) item.title = item.link;
    item.published = added(bookmark);
    const auto kept = std::min(folders_.size(), kMostFolders);
    for (std::size_t i = 0; i < kept; ++i) add_label(item, folders_[i]);
    for (const auto& tag : split(string_field(bookmark, "tags"), ",")) add_label(item, tag);
    list_.items.push_back(std::move(item));
  }

  ItemList& list_;
  std::vector<std::string> folders_;
};

}  // namespace

std::optional<ItemList> read_bookmarks(const Json& json) {
  ItemList list;
  list.kind = "bookmarks";
  Reader reader(list);
  if (string_field(json, "type") == "text/x-moz-place-container") {
    reader.read_folder(json);
  } else if (json.is_object() && json.contains("roots") && json["roots"].is_object()) {
    for (const auto& [name, root] : json["roots"].items()) reader.read_folder(root);
  } else {
    return std::nullopt;
  }
  return list;
}

}  // namespace heed::read
