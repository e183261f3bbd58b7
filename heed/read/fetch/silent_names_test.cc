// Names whose server is silent. This program's own getaddrinfo, which libcurl calls, stands in for
// one (heed/CMakeLists.txt lets it).
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <chrono>
#include <cstring>
#include <thread>

#include "heed/read/fetch/fetcher.h"
#include "heed/read/fetch/test_server.h"

namespace {
constexpr std::chrono::seconds kSilent{5};
std::atomic<int> asked{0};
}  // namespace

extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  if (name != nullptr && std::strcmp(name, "silent.test") == 0) {
    ++asked;
    std::this_thread::sleep_for(kSilent);
    return EAI_AGAIN;
  }
  static const auto real =
      reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, hints, found);
}

namespace heed::read {
namespace {

using Clock = std::chrono::steady_clock;

TEST(SilentNames, HoldUpNeitherTheOthersNorTheEnd) {
  TestServer server([](const std::string&, int socket) {
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    TestServer::send_page(socket, "200 OK", "", "here");
  });
  Request silent, other;
  silent.url = "http://silent.test/";
  silent.timeout = 0.2;
  other.url = server.url("/");
  other.allow_private = true;
  other.timeout = 2;
  const auto start = Clock::now();
  Fetcher().fetch({silent, other}, [&](std::size_t i, const Result<Response>& answer) {
    EXPECT_EQ(answer.ok(), i == 1);
  });
  EXPECT_GE(asked, 1);
  silent.timeout = 60;
  Fetcher().fetch(
      {silent}, [](std::size_t, const Result<Response>& answer) { EXPECT_FALSE(answer.ok()); },
      [begin = Clock::now()] { return Clock::now() - begin > std::chrono::milliseconds(300); });
  EXPECT_LT(Clock::now() - start, kSilent);
}

}  // namespace
}  // namespace heed::read
