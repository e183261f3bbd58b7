// Links that count a click and then lead on to the address that they carry.
#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/domain.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// Those that are known by name. Only the query tells where they lead.
struct Wrapper {
  std::string_view domain;     // or any host within it; with a dot at its end whatever comes after
  std::string_view path;       // "": any
  std::string_view parameter;  // that carries the address
};

constexpr Wrapper kWrappers[] = {
    {"google.", "/url", "q"},
    {"google.", "/url", "url"},
    {"youtube.com", "/redirect", "q"},
    {"facebook.com", "/l.php", "u"},
    {"out.reddit.com", "", "url"},
    {"safelinks.protection.outlook.com", "", "url"},
    {"bing.com", "/news/apiclick.aspx", "url"},
    {"duckduckgo.com", "/l/", "uddg"},
};

// A path of click counters names no page: letters, codes, and words for what they do.
bool counts(std::string_view segment) {
  for (const std::string_view word : {"click", "track", "trck", "redir"}) {
    if (segment.find(word) != segment.npos) return true;
  }
  for (const std::string_view word : {"go", "goto", "l.php", "link", "links", "ls", "out", "url"}) {
    if (segment == word) return true;
  }
  constexpr std::size_t kCode = 8;
  const bool code = segment.size() >= kCode && std::ranges::any_of(segment, is_digit);
  return segment.size() == 1 || (code && std::ranges::all_of(segment, is_alphanumeric));
}

// Mailers give their counters a host of their own beside the site's. Where such a name is the
// site's main host (go.dev, t.me), or the path names a page, the query may be meant for that page.
bool has_counters_host(const Url& url) {
  const auto host = url.host();
  if (std::ranges::count(host, '.') < 2) return false;
  for (const std::string_view start :
       {"click.", "clicks.", "link.", "links.", "email.", "track.", "tracking.", "trk.", "l.",
        "lm.", "out.", "go.", "t.", "r."}) {
    if (host.starts_with(start)) return true;
  }
  return false;
}

bool is_counter(const Url& url) {
  return has_counters_host(url) && std::ranges::all_of(split(lower(url.path), "/"), counts);
}

constexpr std::string_view kCounterParameters[] = {"url", "u",    "target", "redirect",
                                                   "to",  "dest", "link"};

// The parameters of the query that may carry the address.
std::vector<std::string_view> carriers(const Url& url) {
  std::vector<std::string_view> names;
  const auto host = url.host();
  for (const auto& wrapper : kWrappers) {
    if (is_within(host, wrapper.domain) && (wrapper.path.empty() || wrapper.path == url.path)) {
      names.push_back(wrapper.parameter);
    }
  }
  if (names.empty() && is_counter(url)) {
    names.assign(std::begin(kCounterParameters), std::end(kCounterParameters));
  }
  return names;
}

constexpr std::string_view kNeverPlain = "\"<>\\^`{|}";  // in an address (RFC 3986, appendix A)

// The characters that stand for themselves in an address; any others stay in their code.
std::string decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const auto* const digits = text.data() + i + 1;
    const bool coded = text[i] == '%' && i + 2 < text.size() &&
                       std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2 &&
                       value > ' ' && value < 0x7F &&
                       kNeverPlain.find(static_cast<char>(value)) == kNeverPlain.npos;
    out += coded ? static_cast<char>(value) : text[i];
    if (coded) i += 2;
  }
  return out;
}

// urldefense.proofpoint.com/v2/url?u=ADDRESS&…: with - for the % of codes and _ for /.
std::optional<std::string> earlier_defended_target(std::string_view link) {
  constexpr std::string_view kStart = "https://urldefense.proofpoint.com/v2/url?u=";
  if (!link.starts_with(kStart)) return std::nullopt;
  link.remove_prefix(kStart.size());
  std::string coded(link.substr(0, link.find('&')));
  std::ranges::replace(coded, '-', '%');
  std::ranges::replace(coded, '_', '/');
  const auto target = decode_percent(coded);
  if (!is_web_url(target)) return std::nullopt;
  return resolve_url({}, target);
}

// urldefense.com/v3/__ADDRESS__;CODES!…: a * in the address stands for characters that the codes
// give; such a link stays as it is.
std::optional<std::string> defended_target(std::string_view link) {
  constexpr std::string_view kStart = "https://urldefense.com/v3/__";
  if (!link.starts_with(kStart)) return std::nullopt;
  link.remove_prefix(kStart.size());
  const auto end = link.find("__;");
  const auto target = link.substr(0, end);
  if (end == link.npos || target.find('*') != target.npos || !is_web_url(target)) {
    return std::nullopt;
  }
  return resolve_url({}, target);
}

// The address that a link of one that counts clicks carries.
std::optional<std::string> carried_target(std::string_view link) {
  if (auto target = defended_target(link)) return target;
  if (auto target = earlier_defended_target(link)) return target;
  if (link.find('?') == link.npos || !is_web_url(link)) return std::nullopt;
  const Url url = parse_url(link);
  const auto names = carriers(url);
  if (names.empty() || url.query.empty()) return std::nullopt;
  for (const auto& pair : split(std::string_view(url.query).substr(1), "&")) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) continue;
    const auto name = lower(std::string_view(pair).substr(0, equals));
    if (std::ranges::find(names, name) == names.end()) continue;
    const auto target = decode_percent(std::string_view(pair).substr(equals + 1));
    if (is_web_url(target)) return resolve_url({}, target);  // a path allows less than a query
  }
  return std::nullopt;
}

// A counter's link may lead to the next counter; nobody means a longer chain.
constexpr int kMostRedirects = 8;

}  // namespace

std::string unwrap_redirect(std::string_view text) {
  std::string link(text);
  for (int deep = 0; deep < kMostRedirects; ++deep) {
    auto target = carried_target(link);
    if (!target) return link;
    link = std::move(*target);
  }
  return std::string(text);
}

bool is_click_counter(std::string_view text) {
  const Url url = parse_url(text);
  if (has_counters_host(url) || !carriers(url).empty()) return true;
  for (const auto& segment : split(url.path, "/")) {
    for (const std::string_view known :
         {"click", "clicks", "redirect", "track", "tracking", "trk", "ls", "ss", "ctc", "l0"}) {
      if (same_ignoring_case(segment, known)) return true;
    }
  }
  return false;
}

std::string plain_link(std::string_view url) {
  auto link = unwrap_redirect(url);
  const bool may_track = link.find_first_of("?#") != link.npos;
  return may_track ? strip_tracking(link) : link;
}

}  // namespace heed::read
