// One request on its way, through its redirects, on one curl handle.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "heed/read/fetch/fetcher.h"
#include "heed/read/fetch/packing.h"
#include "heed/read/url.h"

namespace heed::read {

class Transfer {
 public:
  using Clock = std::chrono::steady_clock;

  // `held`: the bytes of all bodies on their way, kept up here. `reserved`: it counts for its
  // largest from the start, and so always finds room.
  Transfer(std::size_t index, const Request& request, const FetchLimits& limits, std::size_t& held,
           bool reserved);
  ~Transfer() { hold(0); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  std::size_t index() const { return index_; }
  Clock::time_point started() const { return started_; }       // as if it had never waited
  std::string host() const { return parse_url(url_).host(); }  // that is asked next
  const Request& request() const { return request_; }
  CURL* handle() { return handle_.get(); }
  bool crowded_out() const { return crowded_out_; }  // ended to begin again, see FetchLimits

  // What is wrong with the address that it stands at; nothing where it may be asked.
  std::optional<Error> refusal() const;
  void prepare();  // the handle for that address

  // After curl's verdict: true to go on (redirected, prepare again once its host has room),
  // false where result() stands.
  bool follow(CURLcode code);
  Result<Response> result();  // once: what it holds is moved out

 private:
  static std::size_t write(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t header(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  bool take_body(std::string_view bytes);  // unpacked
  void hold(std::size_t bytes);
  void begin_answer();
  bool take_header(std::string_view line);  // false ends the transfer
  bool end_headers();                       // the same
  bool redirect();
  void fail(std::string what, std::string remedy);
  void fail(CURLcode code);
  bool may_be_private() const;

  std::size_t index_;
  Request request_;
  FetchLimits limits_;
  std::size_t& held_;      // by all
  std::size_t holds_ = 0;  // of it, this one
  bool reserved_;
  bool crowded_out_ = false;
  Clock::time_point started_;
  Clock::time_point paused_;  // since when it waits to be prepared
  Clock::duration allowed_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_;
  std::string url_;        // the one being asked
  std::string place_;      // its host and port
  std::string own_;        // host and port of the request
  std::string validated_;  // the address that its validators are of
  std::string location_;
  Packing packing_;
  bool all_permanent_ = true;
  bool too_long_ = false;
  bool refused_ = false;  // an address of a private network
  bool tried_ = false;    // an address that may be reached
  bool long_header_ = false;
  bool redirected_ = false;   // the answer names an address to ask instead
  bool conditional_ = false;  // it was asked with validators
  int hops_ = 0;
  Response response_;
  std::optional<Error> error_;
};

}  // namespace heed::read
