#include "heed/read/page/page.h"

#include "heed/read/feed/entry.h"
#include "heed/read/html/sanitise.h"

namespace heed::read {

Page read_page(std::string_view html, std::string_view url) {
  const auto tree = html::parse_html(html);
  Page page;
  page.feeds = feeds_of_page(tree, url);
  if (const auto* title = html::find(tree.root(), "title")) {
    for (const auto* child = title->first; child != nullptr; child = child->next) {
      page.item.title += html::plain_text(child->text);
    }
  }
  if (const auto* root = html::find(tree.root(), "html")) {
    if (const auto* language = root->get("lang")) page.item.language = *language;
  }
  page.item.link = url;
  feed::set_bodies(page.item, {}, html::clean_tree(html, url));
  return page;
}

}  // namespace heed::read
