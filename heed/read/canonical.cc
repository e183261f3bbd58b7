// The forms of addresses and titles under which repeats are found.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <vector>

#include "heed/read/ascii.h"
#include "heed/read/domain.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// Parameters by which advertisers, mailers and social sites follow a reader.
constexpr std::string_view kTrackers[] = {
    "__hsfp",
    "__hssc",
    "__hstc",
    "__s",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_ke",
    "_kx",
    "_openstat",
    "action_object_map",
    "action_ref_map",
    "action_type_map",
    "at_campaign",
    "at_custom1",
    "at_custom2",
    "at_custom3",
    "at_custom4",
    "at_medium",
    "awc",
    "bsft_clkid",
    "bsft_uid",
    "campaignid",
    "dclid",
    "dm_i",
    "ef_id",
    "elqtrack",
    "elqtrackid",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_comment_id",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_campaignid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "gdffi",
    "gdfms",
    "gdftrk",
    "guce_referrer",
    "guce_referrer_sig",
    "guccounter",
    "hmb_campaign",
    "hmb_medium",
    "hmb_source",
    "hsctatracking",
    "icid",
    "igsh",
    "igshid",
    "irclickid",
    "irgwc",
    "itm_campaign",
    "itm_content",
    "itm_medium",
    "itm_source",
    "itm_term",
    "li_fat_id",
    "matomo_campaign",
    "matomo_cid",
    "matomo_content",
    "matomo_group",
    "matomo_keyword",
    "matomo_medium",
    "matomo_placement",
    "matomo_source",
    "mc_cid",
    "mc_eid",
    "mkcid",
    "mkevt",
    "mkrid",
    "mkt_tok",
    "mkwid",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "ncid",
    "ns_campaign",
    "ns_fee",
    "ns_linkname",
    "ns_mchannel",
    "ns_source",
    "oly_anon_id",
    "oly_enc_id",
    "pcrid",
    "piwik_campaign",
    "piwik_keyword",
    "piwik_kwd",
    "pk_campaign",
    "pk_cid",
    "pk_content",
    "pk_keyword",
    "pk_kwd",
    "pk_medium",
    "pk_source",
    "rb_clickid",
    "redirect_log_mongo_id",
    "redirect_mongo_id",
    "ref_src",
    "ref_url",
    "s_cid",
    "s_kwcid",
    "sb_referer_host",
    "sms_click",
    "sms_source",
    "sms_uph",
    "soc_src",
    "soc_trk",
    "srsltid",
    "sscid",
    "trk_contact",
    "trk_module",
    "trk_msg",
    "trk_sid",
    "ttclid",
    "twclid",
    "tw_source",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wickedid",
    "wt_mc",
    "xtor",
    "yclid",
    "ymclid",
    "ysclid",
    "spm",
    "ga_campaign",
    "ga_content",
    "ga_medium",
    "ga_place",
    "ga_source",
    "ga_term",
    "mibextid",
    "rdt_cid",
    "cmpid",
};
// On these sites, or any host within them, what elsewhere may choose the page.
struct SitesTracker {
  std::string_view domain, parameter;
};
constexpr SitesTracker kSitesTrackers[] = {
    {"mailchi.mp", "e"},
    {"medium.com", "source"},
    {"x.com", "s"},
    {"x.com", "t"},
    {"twitter.com", "s"},
    {"twitter.com", "t"},
    {"youtube.com", "si"},
    {"youtu.be", "si"},
    {"open.spotify.com", "si"},
    {"linkedin.com", "trk"},
    {"tiktok.com", "_t"},
    {"tiktok.com", "_r"},
    {"linkedin.com", "trackingid"},
};
constexpr std::string_view kTrackerPrefixes[] = {"utm_", "mtm_", "hsa_", "utm-", "stm_"};

// Controls and blanks behind its name go where it comes to stand at the address's end.
bool is_tracker(std::string_view parameter, std::string_view host) {
  auto name = lower(parameter.substr(0, parameter.find('=')));
  while (!name.empty() && static_cast<unsigned char>(name.back()) <= ' ') name.pop_back();
  for (const auto prefix : kTrackerPrefixes) {
    if (name.starts_with(prefix)) return true;
  }
  if (std::find(std::begin(kTrackers), std::end(kTrackers), name) != std::end(kTrackers)) {
    return true;
  }
  return std::any_of(std::begin(kSitesTrackers), std::end(kSitesTrackers),
                     [&](const auto& tracker) {
                       return name == tracker.parameter && is_within(host, tracker.domain);
                     });
}

std::string joined(const std::vector<std::string_view>& parameters) {
  std::string query;
  for (const auto parameter : parameters) {
    query += query.empty() ? "?" : "&";
    query += parameter;
  }
  return query;
}

// The query's parameters but the trackers, and whether there were any of those.
std::vector<std::string_view> kept(const Url& url, bool& found) {
  const auto host = url.host();
  std::string_view query = url.query;
  std::vector<std::string_view> parameters;
  query.remove_prefix(std::min<std::size_t>(1, query.size()));
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto parameter = query.substr(0, end);
    if (is_tracker(parameter, host)) {
      found = true;
    } else {
      parameters.push_back(parameter);
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return parameters;
}

void drop_index_page(std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return;
  const auto page = lower(path.substr(slash + 1));
  for (const auto index : {"index.html", "index.htm", "index.php", "default.aspx"}) {
    if (page == index) path.resize(slash + 1);
  }
  while (!path.empty() && path.back() == '/') path.pop_back();
}

}  // namespace

std::string strip_tracking(std::string_view text) {
  Url url = parse_url(text);
  if (url.scheme != "http" && url.scheme != "https") return std::string(text);
  bool found = false;
  const auto parameters = kept(url, found);
  if (found) url.query = joined(parameters);
  const bool tracking_fragment =
      url.fragment.size() > 1 && is_tracker(std::string_view(url.fragment).substr(1), {});
  if (!found && !tracking_fragment) return std::string(text);
  if (tracking_fragment) url.fragment.clear();
  return parse_url(url.text()).text();  // a blank may stand at the end now
}

std::string canonical_url(std::string_view text) {
  Url url = parse_url(text);
  if (!is_web_url(text)) return url.text();
  auto host = url.host();
  if (host.ends_with('.')) host.pop_back();
  if (host.starts_with("www.")) host.erase(0, 4);
  const int port = url.port();
  url.authority = port == 80 || port == 443 ? host : host + ":" + std::to_string(port);
  url.scheme = "https";
  bool found = false;
  auto parameters = kept(url, found);
  std::sort(parameters.begin(), parameters.end());
  // `parameters` are views of the query: build the new one before the old goes.
  const auto query = joined(parameters);
  url.query = query;
  drop_index_page(url.path);
  const bool routed = url.fragment.starts_with("#!") || url.fragment.starts_with("#/");
  if (!routed) url.fragment.clear();
  return url.text();
}

std::string normalised_title(std::string_view title) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(title.data(), static_cast<int32_t>(title.size())));
  if (U_SUCCESS(status)) text = folding->normalize(text, status);
  icu::UnicodeString words;
  bool gap = false;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const bool word = u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (word && gap && !words.isEmpty()) words.append(static_cast<UChar>(' '));
    if (word) words.append(c);
    gap = !word;
  }
  std::string out;
  words.toUTF8String(out);
  return out;
}

}  // namespace heed::read
