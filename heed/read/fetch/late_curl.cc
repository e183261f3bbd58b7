// libcurl, loaded when something is first fetched: with the TLS, Kerberos and LDAP that it brings,
// linking it would add 5 ms to the start of every command. These are the functions of it that heed
// calls, under their own names, so that nothing else need know.
#include <curl/curl.h>
#include <dlfcn.h>

#include <cstdarg>
#include <string>

#include "heed/base/error.h"

// An enumeration before "…" is libcurl's choice; it is passed as an int is.
#pragma GCC diagnostic ignored "-Wvarargs"

#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace {

void* find(const char* name) {
  static void* const library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  void* const found = library == nullptr ? nullptr : ::dlsym(library, name);
  if (found != nullptr) return found;
  const char* why = ::dlerror();
  throw heed::Error(heed::Failure::not_found,
                    std::string("libcurl can't be loaded: ") + (why == nullptr ? name : why),
                    "libcurl.so.4", "install it (Debian: apt-get install libcurl4)");
}

template <class Function>
Function* find_as(Function*, const char* name) {
  return reinterpret_cast<Function*>(find(name));
}

}  // namespace

#define HEED_LATE(function) static const auto late = find_as(&function, #function)

CURLcode curl_global_init(long flags) {
  HEED_LATE(curl_global_init);
  return late(flags);
}

CURL* curl_easy_init() {
  HEED_LATE(curl_easy_init);
  return late();
}

// Every option's value is one long, pointer or 64-bit number, which Linux passes alike.
CURLcode curl_easy_setopt(CURL* handle, CURLoption option, ...) {
  static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));
  HEED_LATE(curl_easy_setopt);
  std::va_list arguments;
  va_start(arguments, option);
  void* const value = va_arg(arguments, void*);
  va_end(arguments);
  return late(handle, option, value);
}

CURLcode curl_easy_getinfo(CURL* handle, CURLINFO info, ...) {
  HEED_LATE(curl_easy_getinfo);
  std::va_list arguments;
  va_start(arguments, info);
  void* const out = va_arg(arguments, void*);
  va_end(arguments);
  return late(handle, info, out);
}

void curl_easy_reset(CURL* handle) {
  HEED_LATE(curl_easy_reset);
  late(handle);
}

void curl_easy_cleanup(CURL* handle) {
  HEED_LATE(curl_easy_cleanup);
  late(handle);
}

const char* curl_easy_strerror(CURLcode code) {
  HEED_LATE(curl_easy_strerror);
  return late(code);
}

CURLM* curl_multi_init() {
  HEED_LATE(curl_multi_init);
  return late();
}

CURLMcode curl_multi_add_handle(CURLM* multi, CURL* handle) {
  HEED_LATE(curl_multi_add_handle);
  return late(multi, handle);
}

CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* handle) {
  HEED_LATE(curl_multi_remove_handle);
  return late(multi, handle);
}

CURLMcode curl_multi_perform(CURLM* multi, int* running) {
  HEED_LATE(curl_multi_perform);
  return late(multi, running);
}

CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd* extra, unsigned count, int milliseconds,
                          int* ready) {
  HEED_LATE(curl_multi_poll);
  return late(multi, extra, count, milliseconds, ready);
}

CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  HEED_LATE(curl_multi_info_read);
  return late(multi, left);
}

CURLMcode curl_multi_cleanup(CURLM* multi) {
  HEED_LATE(curl_multi_cleanup);
  return late(multi);
}

curl_slist* curl_slist_append(curl_slist* list, const char* text) {
  HEED_LATE(curl_slist_append);
  return late(list, text);
}

void curl_slist_free_all(curl_slist* list) {
  HEED_LATE(curl_slist_free_all);
  late(list);
}
