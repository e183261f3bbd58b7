#include "heed/app/icons.h"

#include <algorithm>

#include "heed/app/fetch.h"
#include "heed/app/sources.h"
#include "heed/read/charset.h"
#include "heed/read/page/discover.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::chrono::days kKept{30};
constexpr double kTimeout = 5;  // seconds
constexpr read::FetchLimits kLimits{64 * 1024, 3, 64, 2};
constexpr read::FetchLimits kPageLimits{1024 * 1024, 3, 64, 2};

// By the first bytes: what a server calls it says nothing.
std::string_view type_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\0\0\1\0"sv)) return "image/x-icon";
  return {};
}

// Where its icon may be named: its site, or the front of the feed's host where that is another's.
std::string front_page(const store::Source& source) {
  const bool same = read::parse_url(source.site).host() == read::parse_url(source.url).host();
  return same ? source.site : read::resolve_url(source.url, "/");
}

// The first icon that lies where the page does, or "".
std::string icon_named(std::string_view body, const std::string& url) {
  const auto tree = read::html::parse_html(read::decode_bytes(body).text);
  for (const auto& icon : read::icons_of_page(tree, url)) {
    if (read::parse_url(icon).authority == read::parse_url(url).authority) return icon;
  }
  return {};
}

// Asks for one address for each source, where it isn't "", and hands on what came of it.
void ask(std::span<const store::Source> sources, std::span<const std::string> urls,
         const read::FetchLimits& limits, double timeout, const std::function<bool()>& stop,
         const std::function<void(std::size_t, const read::Response&)>& take) {
  std::vector<read::Request> requests;
  std::vector<std::size_t> whose;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (urls[i].empty()) continue;
    requests.push_back(request_to(sources[i], urls[i], timeout));
    whose.push_back(i);
  }
  read::Fetcher(limits).fetch(
      requests,
      [&](std::size_t i, const Result<read::Response>& answer) {
        if (!stop() && answer && answer->status == 200) take(whose[i], *answer);
      },
      stop);
}

}  // namespace

void fetch_icons(Home& home, std::span<const store::Source> sources, double timeout,
                 const std::function<bool()>& stop) {
  std::vector<store::Source> wanted;
  for (const auto& asked : sources) {
    auto source = home.store().sources.again(asked);
    if (!source) continue;
    const auto known = home.store().sources.icon(source->row);
    const bool fresh = known && home.now() - known->time < kKept && known->time <= home.now();
    if (!fresh) wanted.push_back(std::move(*source));
  }
  const auto least = std::min(timeout, kTimeout);
  std::vector<store::Icon> icons(wanted.size());  // that there is none is kept, too
  std::vector<std::string> urls;
  urls.reserve(wanted.size());
  for (const auto& source : wanted) urls.push_back(read::resolve_url(source.url, "/favicon.ico"));
  const auto take = [&](std::size_t i, const read::Response& answer) {
    icons[i].type = type_of(answer.body);
    if (!icons[i].type.empty()) icons[i].bytes = answer.body;
  };
  ask(wanted, urls, kLimits, least, stop, take);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    urls[i] = icons[i].type.empty() ? front_page(wanted[i]) : "";
  }
  std::vector<std::string> named(wanted.size());
  ask(wanted, urls, kPageLimits, least, stop, [&](std::size_t i, const read::Response& answer) {
    named[i] = icon_named(answer.body, answer.url);
  });
  ask(wanted, named, kLimits, least, stop, take);
  if (stop()) return;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    icons[i].time = home.now();
    home.store().sources.set_icon(wanted[i], icons[i]);
  }
}

store::Icon source_icon(Home& home, std::string_view name) {
  auto icon = home.store().sources.icon(find_source(home, name).row);
  if (!icon || icon->type.empty()) {
    throw Error(Failure::not_found, "this source has no icon", std::string(name),
                "heed fetch asks for it");
  }
  return std::move(*icon);
}

}  // namespace heed::app
