#include "heed/read/fetch/failure.h"

#include "heed/read/fetch/fetcher.h"
#include "heed/read/url.h"

namespace heed::read {

Trouble trouble_of(CURLcode code, const std::string& place) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {"no complete answer in time", "try again later, or with a longer --timeout"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {"no such host: " + place.substr(0, place.rfind(':')),
              "check the address and the network"};
    case CURLE_COULDNT_CONNECT:
      return {"nothing answers at " + place, "check the address and the network"};
    case CURLE_URL_MALFORMAT:
      return {"not an address of the web: " + place, "check the address"};
    case CURLE_GOT_NOTHING:
      return {place + " hung up without an answer", "try again later"};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {"the answer was cut short", "try again later"};
    case CURLE_UNSUPPORTED_PROTOCOL:  // for an answer that begins without a status line
    case CURLE_WEIRD_SERVER_REPLY:
      return {"what answers at " + place + " speaks no proper HTTP",
              "check the address and its port"};
    case CURLE_BAD_CONTENT_ENCODING:
      return {"the answer is not packed as its header says", "try again later, or tell its owner"};
    case CURLE_PEER_FAILED_VERIFICATION:
      return {"the certificate of " + place +
                  " proves nothing: it is self-signed, out of date or "
                  "another host's",
              "check the address and this machine's clock; if both are right, tell its owner"};
    case CURLE_SSL_CONNECT_ERROR:
      return {"no secure connection to " + place, "check whether its address begins with http://"};
    case CURLE_OUT_OF_MEMORY:  // what libcurl says of a header line of over 100 KiB
      return header_too_long();
    default:
      return {curl_easy_strerror(code), "check the address and the network"};
  }
}

Trouble header_too_long() {
  return {"the answer has a header line of over 64 KiB", "try again later, or tell its owner"};
}

std::optional<Error> failure_of(const Response& response) {
  const int status = response.status;
  if (status < 300 && status != 206) return std::nullopt;
  if (response.not_modified()) return std::nullopt;
  const auto error = [&](const std::string& meaning, std::string remedy) {
    return Error(Failure::network, "the server answers " + std::to_string(status) + meaning,
                 shown_url(response.url), std::move(remedy));
  };
  switch (status) {
    case 206:
      return error(" (a part, though all was asked for)", "try again later");
    case 401:
    case 403:
      return error(" (not allowed)", "check whether the address needs a password");
    case 404:
      return error(" (not found)", "look for the feed's new address");
    case 410:
      return error(" (gone for good)", "remove the source");
    case 429:
      return error(" (too many requests)", "wait; heed will");
    default:
      if (status < 400) {
        return error(" (moved), but not where to", "look for the feed's new address");
      }
      return error("", "try again later");
  }
}

}  // namespace heed::read
