// What holds of every item that reading gives, whatever the bytes were.
#pragma once

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "heed/base/utf8.h"
#include "heed/read/html/sanitise.h"
#include "heed/read/item.h"
#include "heed/read/opml/opml.h"
#include "heed/read/page/page.h"
#include "heed/read/url.h"

namespace heed::read {

inline void demand(bool holds) {
  if (!holds) std::abort();
}

inline void check_text(std::string_view text) {
  demand(is_utf8(text) && text.find('\0') == std::string_view::npos);
}

inline void check_link(std::string_view link) {
  check_text(link);
  demand(link.empty() || is_safe_link(link));
}

inline void check_html(std::string_view html) {
  check_text(html);
  demand(html::sanitise(html, "") == html);
}

inline void check_item(const Item& item) {
  for (const auto* text : {&item.id, &item.title, &item.author, &item.text, &item.language,
                           &item.source, &item.unsubscribe}) {
    check_text(*text);
  }
  check_link(item.link);
  check_html(item.summary_html);
  check_html(item.content_html);
  for (const auto& category : item.categories) check_text(category);
  for (const auto& enclosure : item.enclosures) {
    check_link(enclosure.url);
    check_text(enclosure.type);
    demand(enclosure.length.value_or(0) >= 0);
  }
  demand(std::isfinite(item.minutes.value_or(0)) && item.minutes.value_or(0) >= 0);
  for (const auto& time : {item.published, item.updated}) {
    if (time) demand(parse_rfc3339(to_rfc3339(*time)) == time);
  }
}

inline void check_document(const Feed& feed) {
  for (const auto* text :
       {&feed.format, &feed.version, &feed.title, &feed.description, &feed.language}) {
    check_text(*text);
  }
  check_link(feed.link);
  for (const auto& warning : feed.warnings) check_text(warning);
  for (const auto& item : feed.items) check_item(item);
}

inline void check_document(const ItemList& list) {
  check_text(list.title);
  for (const auto& item : list.items) check_item(item);
  for (const auto& error : list.errors) check_text(error.what());
}

inline void check_document(const SubscriptionList& list) {
  for (const auto& subscription : list.subscriptions) {
    check_text(subscription.title);
    check_text(subscription.url);
    demand(is_web_url(subscription.url));
  }
}

inline void check_document(const Page& page) {
  check_item(page.item);
  for (const auto& feed : page.feeds) {
    check_text(feed.url);
    demand(is_web_url(feed.url));
  }
}

}  // namespace heed::read
