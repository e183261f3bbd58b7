#include <algorithm>
#include <iterator>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/export/labels.h"
#include "heed/read/html/tree.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// A browser's bookmarks lie in folders, lists to read under headings.
enum class Form { none, folders, headings };

Form form_of(std::string_view html) {
  if (html.starts_with("<?xml")) return Form::none;
  const auto start = lower(html.substr(0, 1024));
  if (start.find("netscape-bookmark-file") != start.npos) return Form::folders;
  for (const auto* title : {"<title>pocket export</title>", "<title>instapaper: export</title>"}) {
    if (start.find(title) != start.npos) return Form::headings;
  }
  return Form::none;
}

// The folders that every browser has say nothing of a bookmark.
bool is_made_by_browser(const html::Token& folder) {
  for (const auto name : {"personal_toolbar_folder", "unfiled_bookmarks_folder"}) {
    if (attribute(folder.attributes, name) != nullptr) return true;
  }
  return false;
}

bool names_browsers_folder(std::string_view folder) {
  const auto name = lower(folder);
  for (const std::string_view known :
       {"bookmarks bar", "bookmarks menu", "bookmarks toolbar", "other bookmarks",
        "mobile bookmarks", "favorites bar", "other favorites"}) {
    if (name == known) return true;
  }
  return false;
}

// linkding puts the person's notes between marks behind the description.
std::string without_marks_of_notes(std::string_view text) {
  constexpr std::string_view kMarks[] = {"[linkding-notes]", "[/linkding-notes]"};
  std::string lines;
  const auto add = [&](std::string_view part) {
    if (const auto line = fold_space(part); !line.empty()) {
      lines += (lines.empty() ? "" : "\n") + line;
    }
  };
  std::size_t begin = 0;  // of the line
  for (auto at = text.find('['); at != text.npos; at = text.find('[', at)) {
    const auto rest = text.substr(at);
    const auto* mark = std::find_if(std::begin(kMarks), std::end(kMarks),
                                    [&](std::string_view m) { return rest.starts_with(m); });
    if (mark == std::end(kMarks)) {
      ++at;
    } else {
      add(text.substr(begin, at - begin));
      begin = at += mark->size();
    }
  }
  add(text.substr(begin));
  return lines;
}

// The folders a bookmark lies in become its categories, its tags too.
class Reader {
 public:
  Reader(ItemList& list, Form form) : list_(list), form_(form) {}

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
      add_label(item_, heading_label_);
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
        add_label(item_, folder);
      }
      if (const auto* tags = attribute(token.attributes, "tags")) {
        for (const auto& tag : split(*tags, ",")) take_tag(tag);
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
      made_by_browser_ = is_made_by_browser(token);
    } else if (token.name == "dl") {
      flush();
      if (folders_.size() < kMostFolders) {
        const auto label = label_of(folder_);
        const bool told_by_name = folders_.size() <= 1 && names_browsers_folder(label);
        folders_.push_back(made_by_browser_ || told_by_name ? "" : label);
      } else {
        ++deeper_;
      }
      folder_.clear();
      made_by_browser_ = false;
    } else if (token.name == "dd" && !item_.link.empty()) {
      text_ = &item_.text;
    }
  }

  // One of linkding's is a state.
  void take_tag(std::string_view tag) {
    if (tag == "linkding:bookmarks.archived") {
      item_.read = true;
    } else {
      add_label(item_, tag);
    }
  }

  void end(std::string_view name) {
    if (name == "a" || name == "h1" || name == "h3") text_ = nullptr;
    if (name == "h1" && form_ == Form::headings) end_heading();
    if (name != "dl") return;
    flush();
    if (deeper_ > 0) {
      --deeper_;
    } else if (!folders_.empty()) {
      folders_.pop_back();
    }
  }

  // Pocket's and Instapaper's say what the person is done with; others are Instapaper's folders.
  void end_heading() {
    const auto heading = fold_space(heading_);
    archived_ = heading == "Read Archive" || heading == "Archive";
    heading_label_ = archived_ || heading == "Unread" ? "" : label_of(heading);
  }

  void flush() {
    text_ = nullptr;
    if (!item_.link.empty()) {
      item_.title = fold_space(item_.title);
      item_.text = without_marks_of_notes(item_.text);
      if (item_.title.empty()) item_.title = item_.link;
      list_.items.push_back(std::move(item_));
    }
    item_ = Item();
  }

  ItemList& list_;
  Form form_;
  Item item_;
  std::string heading_;
  std::string heading_label_;
  bool archived_ = false;
  std::string folder_;
  bool made_by_browser_ = false;  // the folder
  std::vector<std::string> folders_;
  int deeper_ = 0;               // folders open within the last of folders_
  std::string* text_ = nullptr;  // where text goes now
};

}  // namespace

std::optional<ItemList> read_bookmarks(std::string_view html) {
  const auto form = form_of(html);
  if (form == Form::none) return std::nullopt;
  ItemList list;
  list.kind = "bookmarks";
  html::Tokens tokens(html);
  Reader(list, form).read(tokens);
  return list;
}

}  // namespace heed::read
