#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/export/export.h"
#include "heed/read/export/film_titles.h"
#include "heed/read/export/records.h"
#include "heed/read/html/tokens.h"
#include "heed/read/json_fields.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// Of a film; of one that was removed, the address names none.
bool is_watch_link(std::string_view url) {
  const auto host = parse_url(url).host();
  const auto film = url.find("v=");
  return (host == "youtube.com" || host.ends_with(".youtube.com")) &&
         url.find("/watch?") != std::string_view::npos && film != url.npos &&
         film + 2 < url.size() && is_web_url(url);
}

// Of characters that ids are made of, as long as they are.
bool is_id(std::string_view text, std::size_t length) {
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return is_alphanumeric(c) || c == '-' || c == '_';
         });
}

// "2 Mar 2026, 14:05:06 UTC" and "Mar 2, 2026, 2:05:06 PM UTC", with narrow no-break spaces.
std::string with_zone_name(std::string_view text) {
  constexpr std::string_view kNarrow = "\xE2\x80\xAF";
  std::string plain;
  for (auto at = text.find(kNarrow); at != text.npos; at = text.find(kNarrow)) {
    plain.append(text.substr(0, at)) += ' ';
    text.remove_prefix(at + kNarrow.size());
  }
  return fold_space(plain.append(text));
}

// One watched film of the page: a link to it, one to its channel, then when.
class HistoryPage {
 public:
  explicit HistoryPage(ItemList& list) : list_(list) {}

  void read(html::Tokens& tokens) {
    html::Token token;
    while (!list_.is_full() && tokens.next(token)) {
      if (token.kind == html::Token::Kind::start) {
        start(token);
      } else if (token.kind == html::Token::Kind::end) {
        if (token.name == "a") text_ = nullptr;
      } else if (token.kind == html::Token::Kind::text) {
        (text_ != nullptr ? *text_ : after_).append(token.text);
      }
    }
    finish();
  }

 private:
  void start(const html::Token& token) {
    const auto* css = attribute(token.attributes, "class");
    if (css != nullptr && css->find("outer-cell") != std::string::npos) finish();
    if (token.name == "br" || (token.name == "div" && !item_.link.empty())) {
      constexpr std::size_t kMostLines = 32;  // of one film
      if (lines_.size() < kMostLines) lines_.push_back(fold_space(after_));
      after_.clear();
    }
    if (token.name != "a") return;
    const auto* href = attribute(token.attributes, "href");
    if (href != nullptr && item_.link.empty() && is_watch_link(*href)) {
      item_.link = trim(*href);
      text_ = &item_.title;
      lines_.clear();
    } else if (!item_.link.empty() && item_.author.empty()) {
      text_ = &item_.author;
    }
    after_.clear();
  }

  void finish() {
    text_ = nullptr;
    lines_.push_back(fold_space(after_));
    if (!item_.link.empty()) {
      item_.title = fold_space(item_.title);
      item_.author = fold_space(item_.author);
      item_.read = true;
      bool paid = false;
      for (const auto& line : lines_) {
        paid = paid || line.find("Google Ads") != std::string::npos;
        if (!item_.published) item_.published = parse_date(with_zone_name(line));
      }
      if (paid) {
        ++list_.skipped;
      } else {
        list_.items.push_back(std::move(item_));
      }
    }
    item_ = Item();
    lines_.clear();
    after_.clear();
  }

  ItemList& list_;
  Item item_;
  std::string after_;
  std::vector<std::string> lines_;
  std::string* text_ = nullptr;
};

ItemList history_list() {
  ItemList list;
  list.kind = "youtube";
  list.title = "YouTube";
  return list;
}

SubscriptionList channels(std::string_view text, Record record) {
  SubscriptionList list;
  list.title = "YouTube";
  for (;; record = next_record(text)) {
    if (record.size() >= 3 && is_id(record[0], 24) && record[0].starts_with("UC")) {
      Subscription subscription;
      subscription.url = "https://www.youtube.com/feeds/videos.xml?channel_id=" + record[0];
      subscription.site = "https://www.youtube.com/channel/" + record[0];
      subscription.title = fold_space(record[2]);
      subscription.folders = {"YouTube"};
      list.subscriptions.push_back(std::move(subscription));
    }
    if (text.empty()) return list;
  }
}

ItemList playlist(std::string_view text, Record record) {
  auto list = history_list();
  for (;; record = next_record(text)) {
    if (const auto id = std::string(trim(record[0])); is_id(id, 11)) {
      Item item;
      item.link = "https://www.youtube.com/watch?v=" + id;
      item.title = item.link;  // the table has no titles
      if (record.size() > 1) item.published = parse_date(record[1]);
      list.items.push_back(std::move(item));
    }
    if (text.empty() || list.is_full()) return list;
  }
}

// The names of the columns are in the person's language: an id beside a time to the second tells.
bool starts_playlist(const Record& header, const Record& first) {
  return header.size() == 2 && first.size() == 2 && is_id(trim(first[0]), 11) &&
         first[1].find(':') != std::string::npos && parse_date(first[1]);
}

void skip_blank_lines(std::string_view& text) {
  while (text.starts_with('\n') || text.starts_with('\r')) text.remove_prefix(1);
}

}  // namespace

std::optional<ItemList> read_youtube_history(const Json& json) {
  if (!json.is_array() || json.empty()) return std::nullopt;
  const auto of_youtube = [](const Json& entry) {
    return entry.is_object() && entry.contains("header") && entry.contains("time") &&
           string_field(entry, "header").starts_with("YouTube");
  };
  if (!std::any_of(json.begin(), json.end(), of_youtube)) return std::nullopt;
  auto list = history_list();
  std::vector<WatchedFilm> films;
  std::vector<const Json*> entries;  // of these films
  for (const auto& entry : json) {
    auto link = string_field(entry, "titleUrl");
    const bool paid = !array_field(entry, "details").empty();  // "From Google Ads"
    if (!of_youtube(entry) || paid || !is_watch_link(link)) {
      ++list.skipped;
      continue;
    }
    films.push_back({string_field(entry, "title"), std::move(link)});
    entries.push_back(&entry);
  }
  const FilmTitles titles(films);
  for (std::size_t i = 0; i < films.size(); ++i) {
    Item item;
    item.link = films[i].link;
    item.title = fold_space(titles.within(films[i].sentence));
    item.published = date_field(*entries[i], "time");
    item.read = true;
    for (const auto& channel : array_field(*entries[i], "subtitles")) {
      if (item.author.empty()) item.author = fold_space(string_field(channel, "name"));
    }
    list.items.push_back(std::move(item));
  }
  return list;
}

std::optional<ItemList> read_youtube_history(std::string_view html) {
  // The page is one table of cells of the material design, nothing else.
  const auto cell = html.find("outer-cell");
  if (cell == html.npos || html.substr(cell, 4096).find("content-cell") == html.npos ||
      html.substr(cell, 8192).find("youtube.com/") == html.npos) {
    return std::nullopt;
  }
  auto list = history_list();
  html::Tokens tokens(html);
  HistoryPage(list).read(tokens);
  if (list.items.empty()) return std::nullopt;
  return list;
}

std::optional<std::variant<ItemList, SubscriptionList>> read_youtube_table(std::string_view text) {
  if (text.find('\n') > 1024) return std::nullopt;
  auto header = next_record(text);  // in the person's language: the values tell
  skip_blank_lines(text);
  auto first = next_record(text);
  if (header.size() >= 3 && first.size() >= 3 && is_id(first[0], 24) &&
      first[0].starts_with("UC") && first[1].find("youtube.com/channel/") != std::string::npos) {
    return channels(text, first);
  }
  if (starts_playlist(header, first)) return playlist(text, first);
  // Older ones say something of the list first, then comes a blank line.
  if (header.size() != first.size() || !(text.starts_with('\n') || text.starts_with('\r'))) {
    return std::nullopt;
  }
  skip_blank_lines(text);
  header = next_record(text);
  first = next_record(text);
  if (starts_playlist(header, first)) return playlist(text, first);
  return std::nullopt;
}

}  // namespace heed::read
