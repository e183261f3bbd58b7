#include "heed/read/page/page.h"

#include "heed/read/language.h"
#include "heed/read/page/article.h"
#include "heed/read/page/metadata.h"
#include "heed/read/page/saved.h"
#include "heed/read/url.h"

namespace heed::read {

Page read_page(std::string_view html, std::string_view url, std::optional<Time> now) {
  const auto tree = html::parse_html(html);
  auto data = read_metadata(tree, now);
  auto base = url.empty() ? saved_address(html) : std::string(url);
  if (base.empty() && is_web_url(data.canonical)) base = resolve_url({}, data.canonical);
  auto article = find_article(tree, data.title, base, data.body);
  Page page;
  page.feeds = feeds_of_page(tree, base);
  page.item.title = std::move(data.title);
  page.item.link = base;
  page.item.author = std::move(data.byline);
  page.item.published = data.published;
  page.item.content_html = std::move(article.html);
  page.item.text = std::move(article.text);
  page.item.language = settle_language(data.language, page.item.text);
  if (tree.is_full()) page.warnings.emplace_back(kCut);
  return page;
}

}  // namespace heed::read
