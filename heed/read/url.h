// Addresses: resolving (RFC 3986, section 5), which ones may be kept, asked and shown, and the one
// form under which repeats of the same page are found.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

struct Url {
  std::string scheme;  // lower case, without ":"
  std::string authority;
  std::string path;
  std::string query;     // with its "?", or ""
  std::string fragment;  // with its "#", or ""
  bool has_authority = false;

  std::string text() const;
  std::string host() const;  // lower case, without user and port; IPv6 keeps its brackets
  int port() const;          // the one given, or the scheme's own; 0 where there is none
};

// Splits an address or a relative reference; never fails. White space around it and line breaks and
// tabs within are dropped, as browsers do.
Url parse_url(std::string_view text);

// `reference` seen from `base`; the reference itself where the base is not absolute, or longer than
// 1 KiB without its query. Blanks, quotes and what else of ASCII no address may hold become %XX, as
// in browsers.
std::string resolve_url(std::string_view base, std::string_view reference);

// http or https, with a host, and nothing before the path that two programs could read differently.
bool is_web_url(std::string_view url);
// A web address that parsing and resolving leave as it is; false for some that are such, too.
bool is_plain_web_url(std::string_view url);

// As it is sent to a server: without its fragment, and with %XX for all beyond ASCII, too, the
// host's name left out.
std::string requested_url(std::string_view url);

// The form of a web address that is the same for all that ask the same: scheme and host in lower
// case, a path without dots, neither the scheme's own port nor a fragment.
std::string normal_url(std::string_view url);

// "host:port", which tells servers apart.
std::string host_and_port(std::string_view url);

// As it may be shown to others: without the name and password that may stand before its host.
std::string shown_url(std::string_view url);

// For links in content: http, https, mailto, or relative; nothing that runs.
bool is_safe_link(std::string_view url);

// Without parameters that only track who came from where (utm_…, fbclid, …).
std::string strip_tracking(std::string_view url);

// Where a link that only counts clicks leads in the end, as far as its address tells: the target of
// google.com/url?q=…, l.facebook.com/l.php?u=…, click.example/?url=…; any other link as it is. What
// a page does with an address (shares it, searches for it, asks for a password first) stays.
std::string unwrap_redirect(std::string_view url);

// Both: as links are kept.
std::string plain_link(std::string_view url);

// Whether it looks like one that only counts clicks, wherever it leads.
bool is_click_counter(std::string_view url);

// One form for all addresses of the same page: tracking and fragment gone, scheme and host in lower
// case, "www.", default ports, index pages and a last slash dropped, http as https, parameters
// sorted. For comparing, not for fetching.
std::string canonical_url(std::string_view url);

// Whether it leads to a site as a whole, to none of its pages.
bool is_front_page(std::string_view url);

// One form for titles that differ only in case, width, punctuation and white space.
std::string normalised_title(std::string_view title);

}  // namespace heed::read
