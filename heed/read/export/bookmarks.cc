#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/html/tree.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostFolders = 16;     // one within the other, that a bookmark keeps
constexpr std::size_t kLongestFolder = 120;  // bytes of its name

bool is_bookmarks(std::string_view html) {
  if (html.starts_with("<?xml")) return false;
  const auto start = lower(html.substr(0, 1024));
  return start.find("netscape-bookmark-file") != std::string::npos ||
         start.find("<title>pocket export</title>") != std::string::npos;
}

// The folders a bookmark lies in become its categories, its tags too.
class Reader {
 public:
  explicit Reader(ItemList& list) : list_(list) {}

  void read(html::Tokens& tokens) {
    html::Token token;
    while (!list_.is_full() && tokens.next(token)) {
      if (token.kind == html::Token::Kind::start) {
        start(token);
      } else if (token.kind == html::Token::Kind::end) {
        end(token.name);
      } else if (text_ != nullptr) {
        *text_ += token.text;
      }
    }
    flush();
  }

 private:
  void start(const html::Token& token) {
    if (token.name == "a") {
      flush();
      const auto* href = attribute(token.attributes, "href");
      item_ = Item();
      item_.read = archived_;
      if (href != nullptr && is_web_url(*href)) {
        item_.link = trim(*href);
      } else {
        ++list_.skipped;
      }
      for (const auto name : {"add_date", "time_added"}) {
        const auto* added = attribute(token.attributes, name);
        if (added != nullptr) item_.published = parse_date(*added);
      }
      for (const auto& folder : folders_) {
        if (!folder.empty()) item_.categories.push_back(folder);
      }
      if (const auto* tags = attribute(token.attributes, "tags")) {
        for (auto& tag : split(*tags, ",")) item_.categories.push_back(std::move(tag));
      }
      text_ = &item_.title;
    } else if (token.name == "h1") {
      flush();
      heading_.clear();
      text_ = &heading_;
    } else if (token.name == "h3") {
      flush();
      folder_.clear();
      text_ = &folder_;
    } else if (token.name == "dl") {
      flush();
      if (folders_.size() < kMostFolders) {
        folders_.emplace_back(start_of_utf8(fold_space(folder_), kLongestFolder));
      } else {
        ++deeper_;
      }
      folder_.clear();
    } else if (token.name == "dd" && !item_.link.empty()) {
      text_ = &item_.text;
    }
  }

  void end(std::string_view name) {
    if (name == "a" || name == "h1" || name == "h3") text_ = nullptr;
    if (name == "h1") archived_ = fold_space(heading_) == "Read Archive";
    if (name != "dl") return;
    flush();
    if (deeper_ > 0) {
      --deeper_;
    } else if (!folders_.empty()) {
      folders_.pop_back();
    }
  }

  void flush() {
    text_ = nullptr;
    if (!item_.link.empty()) {
      item_.title = fold_space(item_.title);
      item_.text = fold_space(item_.text);
      if (item_.title.empty()) item_.title = item_.link;
      std::erase(item_.categories, "");
      list_.items.push_back(std::move(item_));
    }
    item_ = Item();
  }

  ItemList& list_;
  Item item_;
  std::string heading_;
  bool archived_ = false;  // under Pocket's heading of what the person is done with
  std::string folder_;
  std::vector<std::string> folders_;
  int deeper_ = 0;               // folders open within the last of folders_
  std::string* text_ = nullptr;  // where text goes now
};

}  // namespace

std::optional<ItemList> read_bookmarks(std::string_view html) {
  if (!is_bookmarks(html)) return std::nullopt;
  ItemList list;
  list.kind = "bookmarks";
  html::Tokens tokens(html);
  Reader(list).read(tokens);
  return list;
}

}  // namespace heed::read
