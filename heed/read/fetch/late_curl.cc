// libcurl, loaded when something is first fetched: with the TLS, Kerberos and LDAP that it brings,
// linking it would add 5 ms to the start of every command.
#include <curl/curl.h>

#include <cstdarg>

#include "heed/read/late_library.h"

// An enumeration before "…" is libcurl's choice; it is passed as an int is.
#pragma GCC diagnostic ignored "-Wvarargs"

#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace {
constexpr heed::read::LateLibrary kLibrary("libcurl.so.4", "libcurl4");
}

HEED_LATE(CURLcode, curl_global_init, (long flags), (flags))
HEED_LATE(CURL*, curl_easy_init, (), ())
HEED_LATE(void, curl_easy_reset, (CURL * handle), (handle))
HEED_LATE(void, curl_easy_cleanup, (CURL * handle), (handle))
HEED_LATE(const char*, curl_easy_strerror, (CURLcode code), (code))

// Every option's value is one long, pointer or 64-bit number, which Linux passes alike.
CURLcode curl_easy_setopt(CURL* handle, CURLoption option, ...) {
  static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));
  static const auto late = kLibrary.find(&curl_easy_setopt, "curl_easy_setopt");
  std::va_list arguments;
  va_start(arguments, option);
  void* const value = va_arg(arguments, void*);
  va_end(arguments);
  return late(handle, option, value);
}

CURLcode curl_easy_getinfo(CURL* handle, CURLINFO info, ...) {
  static const auto late = kLibrary.find(&curl_easy_getinfo, "curl_easy_getinfo");
  std::va_list arguments;
  va_start(arguments, info);
  void* const out = va_arg(arguments, void*);
  va_end(arguments);
  return late(handle, info, out);
}

HEED_LATE(CURLM*, curl_multi_init, (), ())
HEED_LATE(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL* handle), (multi, handle))
HEED_LATE(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL* handle), (multi, handle))
HEED_LATE(CURLMcode, curl_multi_perform, (CURLM * multi, int* running), (multi, running))
HEED_LATE(CURLMcode, curl_multi_poll,
          (CURLM * multi, curl_waitfd* extra, unsigned count, int milliseconds, int* ready),
          (multi, extra, count, milliseconds, ready))
HEED_LATE(CURLMsg*, curl_multi_info_read, (CURLM * multi, int* left), (multi, left))
HEED_LATE(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi))
HEED_LATE(curl_slist*, curl_slist_append, (curl_slist * list, const char* text), (list, text))
HEED_LATE(void, curl_slist_free_all, (curl_slist * list), (list))
