// What servers pack, how it is unpacked, and what is packed to harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>

#include "heed/base/files.h"
#include "heed/read/fetch/fetcher.h"
#include "heed/read/fetch/packing.h"
#include "heed/read/fetch/test_server.h"

namespace heed::read {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

std::string gzipped(const std::string& command) {
  std::string bytes;
  std::FILE* pipe = popen((command + " | gzip -9").c_str(), "r");
  char buffer[4096];
  for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) bytes.append(buffer, n);
  pclose(pipe);
  return bytes;
}

std::string little_endian(std::uint32_t number, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
  return out;
}

// One stored block, RFC 1950 and 1951: header, last block, length and its complement, Adler-32.
std::string deflated(const std::string& text) {
  std::uint32_t a = 1, b = 0;
  for (const char c : text) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  const auto length = static_cast<std::uint32_t>(text.size());
  const std::uint32_t sum = b << 16 | a;
  std::string end = little_endian(sum, 4);
  return "\x78\x01\x01" + little_endian(length, 2) + little_endian(~length, 2) + text +
         std::string(end.rbegin(), end.rend());
}

// One uncompressed meta-block, RFC 7932: window 2^16, not the last, four nibbles of length - 1,
// uncompressed; then an empty last one.
std::string brotlied(const std::string& text) {
  const auto length = static_cast<std::uint32_t>(text.size() - 1);
  return little_endian(length << 4 | 1u << 20, 3) + text + "\x03";
}

// One raw block, RFC 8878: magic number, single segment with a size of one byte, last raw block.
std::string zstded(const std::string& text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  return "\x28\xb5\x2f\xfd\x20"s + little_endian(length, 1) + little_endian(length << 3 | 1, 3) +
         text;
}

Result<Response> answer_to(const std::string& coding, const std::string& body,
                           std::string* request = nullptr) {
  TestServer server([&](const std::string& asked, int socket) {
    if (request != nullptr) *request = asked;
    TestServer::send_page(socket, "200 OK", "Content-Encoding: " + coding + "\r\n", body);
  });
  Request wanted;
  wanted.url = server.url("/feed");
  wanted.allow_private = true;
  wanted.timeout = 20;
  return Fetcher().fetch(wanted);
}

const std::string kText = "<rss><channel><title>Hafen \xc3\xbc</title></channel></rss>\n";

std::map<std::string, std::string> packed() {
  return {{"gzip", gzipped("printf '%s\\n' '" + kText.substr(0, kText.size() - 1) + "'")},
          {"deflate", deflated(kText)},
          {"br", brotlied(kText)},
          {"zstd", zstded(kText)}};
}

TEST(Packed, IsUnpackedAsTheServerSays) {
  std::string request;
  for (const auto& [coding, bytes] : packed()) {
    const auto response = answer_to(coding, bytes, &request);
    EXPECT_THAT(request, HasSubstr(coding));
    ASSERT_TRUE(response.ok()) << coding << ": " << response.error().what();
    EXPECT_EQ(response->body, kText) << coding;
  }
}

TEST(Packed, IsTakenAsBrowsersTakeWhatServersGetWrong) {
  const auto gzip = packed()["gzip"], zlib = packed()["deflate"];
  const std::pair<std::string, std::string> answers[] = {
      {"deflate", zlib.substr(2, zlib.size() - 6)},  // without its header and sum
      {"utf-8", kText},
      {"X-GZIP", gzip + "\0\0\0garbage"s},
      {"gzip, br", brotlied(gzip)}};
  for (const auto& [coding, bytes] : answers) {
    const auto response = answer_to(coding, bytes);
    ASSERT_TRUE(response.ok()) << coding << ": " << response.error().what();
    EXPECT_EQ(response->body, kText) << coding;
  }
  EXPECT_EQ(answer_to("gzip", gzip + gzip)->body, kText + kText) << "RFC 1952: members follow";
  EXPECT_EQ(answer_to("zstd", zstded(kText) + zstded(kText))->body, kText + kText);
  EXPECT_EQ(answer_to("gzip", "")->body, "");
}

TEST(Packed, ThatEndsBeforeItsEndIsCutShort) {
  for (const auto& [coding, bytes] : packed()) {
    for (const std::size_t cut : {std::size_t{1}, bytes.size() / 2}) {
      const auto response = answer_to(coding, bytes.substr(0, bytes.size() - cut));
      ASSERT_FALSE(response.ok()) << coding << " without its last " << cut;
      EXPECT_THAT(response.error().message, HasSubstr("cut short"));
    }
  }
}

TEST(Packed, BrokenOnesAreErrors) {
  for (const std::string coding : {"gzip", "deflate", "br", "zstd", "br,br,br,br,br"}) {
    const auto response = answer_to(coding, "\xff\xff this is none of it");
    ASSERT_FALSE(response.ok()) << coding;
    EXPECT_THAT(response.error().message, HasSubstr("not packed as")) << coding;
  }
  std::string many = "zstd";
  for (int i = 0; i < 5000; ++i) many += ",zstd";
  Packing packing;
  EXPECT_FALSE(packing.add(many));
  EXPECT_TRUE(packing.is_broken());
}

// RFC 9659: a window of 8 MiB is the largest that a server may ask a reader to hold.
TEST(Packed, AsksForNoMoreMemoryThanItShould) {
  const auto with_window = [](char descriptor) {
    return "\x28\xb5\x2f\xfd\x00"s + descriptor +
           little_endian(static_cast<std::uint32_t>(kText.size()) << 3 | 1, 3) + kText;
  };
  ASSERT_TRUE(answer_to("zstd", with_window(13 << 3)).ok());
  EXPECT_EQ(answer_to("zstd", with_window(13 << 3))->body, kText);
  EXPECT_FALSE(answer_to("zstd", with_window(14 << 3)).ok());
}

TEST(Packed, ABombEndsEarlyAndInLittleMemory) {
  // 64 MiB of zeros by the reference encoder at quality 11.
  const std::string brotli_bomb = std::string(
      "\xcf\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x9f\xff\xff\xff\xf0\x4f\x00"
      "\xc4\x61\x01\x80\xee\xfd\x3f\xff\xff\xff\xe1\x9f\x00\x88\xc3\x22\x00\xdd\xfb\xff"
      "\xfc\xff\xff\xc7\x3f\x01\x10\x87\x05\x00\xba\xf7\xff",
      53);
  const auto gzip_bomb = gzipped("head -c 67108864 /dev/zero");
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  for (const auto& [coding, bytes] :
       {std::pair("gzip"s, gzip_bomb), std::pair("br"s, brotli_bomb)}) {
    const auto response = answer_to(coding, bytes);
    ASSERT_FALSE(response.ok()) << coding;
    EXPECT_THAT(response.error().message, HasSubstr("a bomb")) << coding;
  }
  getrusage(RUSAGE_SELF, &after);
#ifndef __SANITIZE_ADDRESS__  // it keeps what was freed
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 24 << 10) << "KiB";
#endif
}

// Empty streams, one after the other, packed once more: nothing comes out, however much goes in.
TEST(Packed, ABombThatHoldsNothingEndsEarly) {
  const TemporaryFolder folder;
  const auto empty = gzipped("printf ''");
  std::string many;
  while (many.size() < (3u << 20)) many += empty;
  write_file(folder.path() / "many", many);
  const auto response =
      answer_to("gzip, gzip", gzipped("cat '" + (folder.path() / "many").string() + "'"));
  ASSERT_FALSE(response.ok());
  EXPECT_THAT(response.error().message, HasSubstr("a bomb"));
}

TEST(Packed, IsABombWhenLongAndAHundredTimesItsSize) {
  const std::size_t mib = 1u << 20;
  EXPECT_FALSE(is_bomb(mib, 1)) << "short ones never are";
  EXPECT_TRUE(is_bomb(mib + 1, 0));
  EXPECT_TRUE(is_bomb(2 * mib, 2 * mib / 101));
  EXPECT_FALSE(is_bomb(2 * mib, 2 * mib / 99));
  EXPECT_FALSE(is_bomb(16 * mib, 16 * mib));
}

// Twelve long bodies at once have room for four: the rest begin again, and all come whole.
TEST(Packed, ManyLongBodiesShareTheRoomAndAllArrive) {
  const std::string body(3u << 20, 'x');
  std::atomic<int> asked{0};
  TestServer server([&](const std::string&, int socket) {
    ++asked;
    TestServer::send_text(
        socket, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += 256 << 10) {
      const auto part = std::min<std::size_t>(256 << 10, body.size() - at);
      if (::send(socket, body.data() + at, part, MSG_NOSIGNAL) < 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  FetchLimits limits;
  limits.body = 4u << 20;
  limits.together = 16u << 20;
  limits.per_host = 12;
  Request request;
  request.url = server.url("/");
  request.allow_private = true;
  int whole = 0, started = 0;
  Fetcher(limits).fetch(
      std::vector<Request>(12, request),
      [&](std::size_t, const Result<Response>& response) {
        whole += response.ok() && response->body == body;
      },
      {}, [&](std::size_t) { ++started; });
  EXPECT_EQ(whole, 12);
  EXPECT_EQ(started, 12);
  EXPECT_GT(asked, 12) << "none had to begin again";
}

}  // namespace
}  // namespace heed::read
