// Fetching over http and https, politely and safely: conditional requests, few connections to one
// host, limits on time, size (of the decoded answer) and redirects; no cookies, no referrer, no
// proxy from the environment. Whether an address may be reached is decided on the socket, after
// every redirect and name lookup, so that neither can lead into a private network.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heed/base/error.h"

namespace heed::read {

struct Request {
  std::string url;
  std::string etag;            // what the address `validated` last said, byte for byte; or ""
  std::string last_modified;   // the same
  std::string validated;       // only it is asked with them, where `url` leads there; "" for `url`
  bool allow_private = false;  // may the host and port of `url` lie in a private network?
  double timeout = 30;         // seconds for all, redirects included
};

struct Response {
  int status = 0;
  std::string url;    // after all redirects
  std::string moved;  // where permanent redirects alone led, or ""
  std::string body;   // decoded; empty for 304
  std::string content_type;
  std::string etag;  // of `url`: see Request::validated
  std::string last_modified;
  std::optional<std::chrono::seconds> max_age;  // of Cache-Control
  std::string retry_after;                      // as the server says it, see delay_of

  bool not_modified() const { return status == 304; }
  bool gone() const { return status == 410; }  // for good: ask no more
};

// What a status means to a person where it brings nothing to read: of 400 and more, of a part that
// nobody asked for, of a redirect that names no address.
std::optional<Error> failure_of(const Response& response);

struct FetchLimits {
  std::size_t body = 16u << 20;  // bytes after decoding
  int redirects = 10;
  int at_once = 64;
  int per_host = 2;
  // One that takes longer than this no longer counts for the two above, so that those which never
  // end hold up nobody; with the slow ones at most four times as many are on their way.
  double slow = 2;  // seconds
  // Of all bodies on their way. One of over 512 KiB that would exceed it begins again once there is
  // room for its largest, so that neither hostile sources nor many long feeds fill the memory.
  std::size_t together = 24u << 20;
};

class Fetcher {
 public:
  explicit Fetcher(FetchLimits limits = {}) : limits_(limits) {}

  // Calls on_done(index of the request, its answer) on this thread as each one ends, in that order.
  // A slow or failing one delays no other host's. Once `cancelled` answers true the rest end with
  // an error at once. Any status is an answer, see failure_of.
  // `on_start` hears of each as it first sets out.
  using OnDone = std::function<void(std::size_t, Result<Response>)>;
  using OnStart = std::function<void(std::size_t)>;
  void fetch(const std::vector<Request>& requests, const OnDone& on_done,
             const std::function<bool()>& cancelled = {}, const OnStart& on_start = {}) const;

  Result<Response> fetch(const Request& request) const;

 private:
  FetchLimits limits_;
};

}  // namespace heed::read
