#include "heed/app/icons.h"

#include "heed/app/fetch.h"
#include "heed/app/sources.h"
#include "heed/read/url.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::chrono::days kKept{30};
constexpr double kTimeout = 5;  // seconds
constexpr read::FetchLimits kLimits{64 * 1024, 3, 64, 2};

// By the first bytes: what a server calls it says nothing.
std::string_view type_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\0\0\1\0"sv)) return "image/x-icon";
  return {};
}

}  // namespace

void fetch_icons(Home& home, std::span<const store::Source> sources,
                 const std::function<bool()>& stop) {
  std::vector<store::Source> wanted;
  std::vector<read::Request> requests;
  for (const auto& source : sources) {
    const auto known = home.store().sources.icon(source.row);
    if (known && home.now() - known->time < kKept && known->time <= home.now()) continue;
    wanted.push_back(source);
    requests.push_back(request_to(source, read::resolve_url(source.url, "/favicon.ico"), kTimeout));
  }
  read::Fetcher(kLimits).fetch(
      requests,
      [&](std::size_t i, const Result<read::Response>& answer) {
        if (stop()) return;
        store::Icon icon;  // that there is none is kept, too
        icon.time = home.now();
        if (answer && answer->status == 200) icon.type = type_of(answer->body);
        if (!icon.type.empty()) icon.bytes = answer->body;
        home.store().sources.set_icon(wanted[i].row, icon);
      },
      stop);
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
