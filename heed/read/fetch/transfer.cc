#include "heed/read/fetch/transfer.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "heed/read/ascii.h"
#include "heed/read/fetch/address.h"
#include "heed/read/fetch/failure.h"

namespace heed::read {
namespace {

constexpr const char* kUserAgent = "heed/0.1 (a feed reader on a person's own machine)";
constexpr const char* kAccept =
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
    "application/rdf+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5";
constexpr std::size_t kLongestHeader = 64 * 1024;
constexpr std::size_t kSmall = 512u << 10;  // a body that always finds room

std::optional<std::chrono::seconds> seconds_of(std::string_view text) {
  long long seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end == text.data() || seconds < 0) return std::nullopt;
  return std::chrono::seconds{std::min<long long>(seconds, 366LL * 24 * 3600)};
}

// Only quotes that a shell takes for what they are, so that a person may copy the line.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

Transfer::Transfer(std::size_t index, const Request& request, const FetchLimits& limits,
                   std::size_t& held, bool reserved)
    : index_(index),
      request_(request),
      limits_(limits),
      held_(held),
      reserved_(reserved),
      handle_(curl_easy_init(), curl_easy_cleanup),
      headers_(nullptr, curl_slist_free_all),
      url_(parse_url(request.url).text()),
      place_(host_and_port(url_)),
      own_(place_),
      validated_(request.validated.empty() ? url_ : request.validated) {
  const auto allowed = std::chrono::duration<double>(std::clamp(request.timeout, 0.1, 3600.0));
  allowed_ = std::chrono::duration_cast<Clock::duration>(allowed);
  started_ = paused_ = Clock::now();
  hold(0);
  if (reserved_) hold(limits_.body);
}

void Transfer::hold(std::size_t bytes) {
  held_ = held_ - holds_ + bytes;
  holds_ = bytes;
}

bool Transfer::may_be_private() const {
  return request_.allow_private && place_ == own_;
}

std::optional<Error> Transfer::refusal() const {
  if (is_web_url(url_)) return std::nullopt;
  return Error(Failure::network, "not an address of the web", shown_url(url_),
               "give an http or https address");
}

void Transfer::prepare() {
  CURL* const easy = handle_.get();
  // Another address, asked with the validators of this one, could wrongly say "not modified".
  const bool etag = url_ == validated_ && !request_.etag.empty();
  const bool last_modified = url_ == validated_ && !request_.last_modified.empty();
  conditional_ = etag || last_modified;
  started_ += Clock::now() - paused_;
  curl_easy_reset(easy);
  curl_slist* list = curl_slist_append(nullptr, kAccept);
  list = curl_slist_append(list, (std::string("Accept-Encoding: ") + kAcceptEncoding).c_str());
  if (etag) list = curl_slist_append(list, ("If-None-Match: " + request_.etag).c_str());
  if (last_modified) {
    list = curl_slist_append(list, ("If-Modified-Since: " + request_.last_modified).c_str());
  }
  headers_.reset(list);
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(started_ + allowed_ - Clock::now())
          .count();
  const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, requested_url(url_).c_str());
  set(CURLOPT_HTTPHEADER, list);
  set(CURLOPT_USERAGENT, kUserAgent);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
  // A name server that is silent keeps the thread that asks it for long; nobody waits for it.
  set(CURLOPT_QUICK_EXIT, 1L);
#endif
  set(CURLOPT_TIMEOUT_MS, std::max<long>(1, static_cast<long>(left)));
  set(CURLOPT_CONNECTTIMEOUT_MS, std::max<long>(1, static_cast<long>(left / 2)));
  set(CURLOPT_WRITEFUNCTION, &Transfer::write);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &Transfer::header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_PRIVATE, this);
  // A connection that only this source may have is shared with no other.
  if (may_be_private()) {
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  }
  redirected_ = refused_ = tried_ = false;
  if (!reserved_) hold(0);
  begin_answer();
}

// At each status line: what the headers of a 103 said is not of the answer that follows.
void Transfer::begin_answer() {
  Response fresh;
  fresh.url = url_;
  fresh.moved = std::move(response_.moved);
  response_ = std::move(fresh);
  location_.clear();
  packing_ = {};
}

std::size_t Transfer::write(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  auto& transfer = *static_cast<Transfer*>(self);
  const bool taken = transfer.packing_.unpack(
      {data, bytes}, [&](std::string_view body) { return transfer.take_body(body); });
  return taken ? bytes : 0;  // 0 ends it
}

bool Transfer::take_body(std::string_view bytes) {
  const std::size_t length = response_.body.size() + bytes.size();
  too_long_ = length > limits_.body;
  if (too_long_) return false;
  if (!reserved_) {
    crowded_out_ = length > kSmall && held_ + bytes.size() > limits_.together;
    if (crowded_out_) return false;
    hold(length);
  }
  response_.body.append(bytes);
  return true;
}

std::size_t Transfer::header(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  return static_cast<Transfer*>(self)->take_header({data, bytes}) ? bytes : 0;
}

curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  // That libcurl, too, reads this port in the address is looked at, not taken for granted.
  const bool allowed =
      transfer.may_be_private() && port_of(address->addr) == parse_url(transfer.url_).port();
  if (!is_public(address->addr) && !allowed) {
    transfer.refused_ = true;
    return CURL_SOCKET_BAD;
  }
  transfer.tried_ = true;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool Transfer::take_header(std::string_view line) {
  long_header_ = line.size() > kLongestHeader;
  if (long_header_) return false;
  if (line.starts_with("HTTP/")) begin_answer();
  if (trim(line).empty()) return end_headers();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  const auto name = lower(trim(line.substr(0, colon)));
  const auto value = trim(line.substr(colon + 1));
  if (name == "etag") response_.etag = value;
  if (name == "last-modified") response_.last_modified = value;
  if (name == "content-type") response_.content_type = value;
  if (name == "location") location_ = value;
  if (name == "content-encoding") return packing_.add(value);
  if (name == "retry-after") response_.retry_after = value;
  if (name != "cache-control") return true;
  for (const auto& directive : split(lower(value), ",")) {
    if (directive.starts_with("max-age=")) response_.max_age = seconds_of(directive.substr(8));
  }
  return true;
}

// A redirect's body is nothing to wait for: it may be endless, or badly packed.
bool Transfer::end_headers() {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  redirected_ = is_redirect(response_.status) && !location_.empty();
  return !redirected_;
}

bool Transfer::follow(CURLcode code) {
  if (redirected_) return redirect();
  if (code != CURLE_OK) {
    fail(code);
  } else if (packing_.is_cut()) {
    fail(CURLE_PARTIAL_FILE);
  } else if (response_.not_modified() && !conditional_) {
    fail("the server answers \"not modified\", though it was asked for all", "try again later");
  }
  return false;
}

bool Transfer::redirect() {
  paused_ = Clock::now();
  if (++hops_ > limits_.redirects) {
    fail("more than " + std::to_string(limits_.redirects) + " redirects",
         "look for its new address");
    return false;
  }
  const bool permanent = response_.status == 301 || response_.status == 308;
  all_permanent_ = all_permanent_ && permanent;
  const auto next = resolve_url(url_, location_);
  if (!is_web_url(next)) {
    fail("a redirect to no clear address of the web: " + shown_url(next),
         "look for its new address");
    return false;
  }
  url_ = parse_url(next).text();
  url_.resize(std::min(url_.find('#'), url_.size()));
  place_ = host_and_port(url_);
  response_.moved = all_permanent_ ? url_ : "";
  return true;
}

void Transfer::fail(std::string what, std::string remedy) {
  error_ = Error(Failure::network, std::move(what), shown_url(request_.url), std::move(remedy));
}

void Transfer::fail(CURLcode code) {
  if (packing_.is_bomb()) {
    return fail("the answer unpacks to far more than any feed's: a bomb", "remove the source");
  }
  if (too_long_) {
    return fail("the answer is longer than " + std::to_string(limits_.body >> 20) + " MiB",
                "choose a smaller feed of this source");
  }
  if (refused_ && !tried_) {
    return fail("an address in a private network: " + place_,
                "heed add " + shell_quoted(shown_url(url_)) + " --allow-private, if you trust it");
  }
  if (packing_.is_broken()) code = CURLE_BAD_CONTENT_ENCODING;
  auto [what, remedy] = long_header_ ? header_too_long() : trouble_of(code, place_);
  fail(std::move(what), std::move(remedy));
}

Result<Response> Transfer::result() {
  if (error_) return *error_;
  return std::move(response_);
}

}  // namespace heed::read
