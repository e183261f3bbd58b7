#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "heed/base/eight_bytes.h"
#include "heed/base/error.h"
#include "heed/base/escape.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/json_writer.h"
#include "heed/base/random.h"
#include "heed/base/threads.h"
#include "heed/base/time.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

TEST(Error, IsOneLine) {
  EXPECT_STREQ(Error(Failure::bad_input, "no title", "a.xml, line 3", "add one").what(),
               "no title: a.xml, line 3: add one");
  EXPECT_STREQ(Error(Failure::usage, "what").what(), "what");
}

TEST(Result, HoldsAValueOrAnError) {
  EXPECT_EQ(*Result<int>(3), 3);
  const Result<int> bad = Error(Failure::network, "down");
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error().failure, Failure::network);
  EXPECT_THROW(Result<int>(bad).take(), Error);
}

TEST(Escape, LeavesNothingThatMarkupWouldRead) {
  std::string out = "<p>";
  append_escaped(out, "<a b=\"c\">&");
  append_escaped(out, "");
  append_escaped(out, "don't 中");
  EXPECT_EQ(out, "<p>&lt;a b=&quot;c&quot;&gt;&amp;don't 中");
}

TEST(Json, NamesTheLineOfAMistake) {
  const auto bad = parse_json("{\n \"a\": 1,\n oops }", "x.json");
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().where, testing::StartsWith("x.json, line 3"));
}

TEST(Json, WritesWhatTheLibraryWrites) {
  std::string bytes;
  for (int c = 0; c < 128; ++c) bytes += static_cast<char>(c);
  const Json document = {{"ascii", bytes},
                         {"wide", "é 漢 😀 \u2028"},
                         {"broken", "a\xFF\xC3"},
                         {"numbers", {1, -2, 0.1, 1e300, 5e-324, true, nullptr}},
                         {"nothing", {Json::array(), Json::object(), "", Json()}},
                         {"k\"ey\n", {{"deep", {Json{{"x", 1.5}}, "y"}}}}};
  EXPECT_EQ(to_line(document), document.dump(-1, ' ', false, Json::error_handler_t::replace));
  EXPECT_EQ(to_line(Json("x")), "\"x\"");
  EXPECT_EQ(to_line(Json::object()), "{}");
}

TEST(JsonWriter, WritesWhatADocumentBuiltFirstWouldGive) {
  const std::string long_text(100'000, 'x');  // more than is kept back at once
  const std::string odd = "quote \" slash \\ bell \a line\nbroken \xFF é";
  std::ostringstream out;
  {
    JsonWriter json(out);
    json.begin('{').name("empty").begin('[').end(']').name("list").begin('[');
    json.text("a").value(2).null().begin('{').end('}').end(']');
    json.name("long").text(long_text).name("odd").text(odd).end('}').line();
  }
  const Json same = {{"empty", Json::array()},
                     {"list", {"a", 2, nullptr, Json::object()}},
                     {"long", long_text},
                     {"odd", odd}};
  EXPECT_EQ(out.str(), to_line(same) + "\n");
}

TEST(EightBytes, FindsWhatOneByOneWouldFind) {
  const auto stops = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '"'; };
  const auto marks = [](std::uint64_t eight) {
    return marks_below(eight, ' ') | marks_equal(eight, '"');
  };
  std::string text(40, 'x');
  for (const char c : {'"', '\n', '\0', ' ', '\x7F', '\x80', '\xA2', '\xFF', '!', '#'}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      text[at] = c;
      const auto wanted = stops(c) ? at : text.size();
      EXPECT_EQ(find_byte(text, 0, marks, stops), wanted) << static_cast<int>(c) << " at " << at;
      text[at] = 'x';
    }
  }
}

TEST(Json, RefusesDepthAndNonNumbers) {
  EXPECT_FALSE(parse_json(std::string(100000, '['), "deep"));
  EXPECT_FALSE(parse_json("1e999", "huge"));
  EXPECT_THROW(to_line(Json(0.0 / 0.0)), Error);
  EXPECT_THROW(to_line({{"vector", {1.0, 0.0 / 0.0}}}), Error);
}

TEST(Json, ReadsNumbersThatAreOnlyExact) {
  const auto exact = parse_json("[0." + std::string(1000, '3') + ",1e0]", "exact");
  ASSERT_TRUE(exact);
  EXPECT_DOUBLE_EQ((*exact)[0].get<double>(), 1.0 / 3);
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// In a process of its own, whose peak is what this costs.
TEST(Json, TakesWholeNumbersForWholeNumbersOnly) {
  const auto number = [](std::string_view text) {
    return whole_number(parse_json(text, "test").take());
  };
  EXPECT_EQ(number("-3"), -3);
  EXPECT_EQ(number("9223372036854775807"), 9223372036854775807);
  for (const auto* text : {"9223372036854775808", "18446744073709551615", "1e3", "0.5", "3e78",
                           "\"1\"", "null", "true"}) {
    EXPECT_THROW(number(text), Json::exception) << text;
  }
}

TEST(Json, RefusesALongNumberWithoutCopyingIt) {
  const auto text = "{\"a\":" + std::string(1 << 20, '1') + "}";
  const auto refuse = [&] {
    const auto before = peak_kib();
    const auto refused = parse_json(text, "long");
    const bool fine = !refused && refused.error().message.size() < 100 &&
                      refused.error().message.find("digits") != std::string::npos;
    std::exit(fine && peak_kib() - before < 1024 ? 0 : 1);
  };
  EXPECT_EXIT(refuse(), testing::ExitedWithCode(0), "");
}

TEST(Files, AreReplacedWhole) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a";
  write_file(path, "one");
  write_file(path, "two");
  EXPECT_EQ(read_file(path), "two");
  EXPECT_EQ(MappedFile(path).text(), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Files, LeavePipesAndDevicesWhereTheyAre) {
  const TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string read;
  std::thread reader([&] { read = read_file(pipe); });
  write_file(pipe, "through");
  reader.join();
  EXPECT_EQ(read, "through");
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST(Files, RefuseFolders) {
  const TemporaryFolder folder;
  for (const auto& act : std::vector<std::function<void()>>{
           [&] { read_file(folder.path()); }, [&] { write_file(folder.path(), "x"); }}) {
    try {
      act();
      FAIL();
    } catch (const Error& e) {
      EXPECT_EQ(e.failure, Failure::bad_input);
      EXPECT_EQ(e.where, folder.path().string());
    }
  }
}

TEST(Files, SayWhatIsWrong) {
  try {
    read_file("/no/such/file");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.failure, Failure::not_found);
    EXPECT_EQ(e.where, "/no/such/file");
  }
  const TemporaryFolder folder;
  write_file(folder.path() / "a", "12345");
  EXPECT_THROW(read_file(folder.path() / "a", 4), Error);
}

TEST(Time, ReadsAndWritesRfc3339) {
  for (const auto* text :
       {"2026-11-22T18:07:00Z", "1969-12-31T23:59:59Z", "2024-02-29T00:00:00Z"}) {
    EXPECT_EQ(to_rfc3339(*parse_rfc3339(text)), text);
  }
  EXPECT_EQ(to_rfc3339(*parse_rfc3339("0000-01-01T00:00:00+01:00")), "0000-12-31T23:00:00Z");
  EXPECT_EQ(to_rfc3339(*parse_rfc3339("9999-12-31T23:00:00-02:00")), "9999-01-01T01:00:00Z");
  EXPECT_EQ(parse_rfc3339("2026-11-22T19:07:00.5+01:00"), parse_rfc3339("2026-11-22T18:07:00Z"));
  EXPECT_EQ(parse_rfc3339("2026-11-22"), parse_rfc3339("2026-11-22T00:00:00Z"));
  for (const auto* text : {"", "2026-13-01", "2023-02-29", "2026-11-22T25:00:00Z", "yesterday",
                           "2026-11-22T18:07:00", "2026-11-22T18:07:00Zx"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

TEST(Utf8, RepairsEachMaximalSubpart) {
  EXPECT_EQ(repair_utf8("注意 ok"), "注意 ok");
  EXPECT_EQ(repair_utf8("\xE6\xB3"), "\uFFFD");                            // a cut sequence: one
  EXPECT_EQ(repair_utf8("\xF0\x80\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // overlong: each byte
  EXPECT_EQ(repair_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");            // a surrogate
  EXPECT_EQ(repair_utf8("a\xFF"
                        "b"),
            "a\uFFFDb");
  std::string all;
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    all.clear();
    append_utf8(all, c);
    ASSERT_EQ(decode_utf8(all).code_point, c);
  }
}

TEST(Threads, CoverTheRangeOnceWithFixedBounds) {
  set_threads(4);
  std::vector<std::atomic<int>> hits(1000);
  parallel_for(hits.size(), 7, [&](std::size_t begin, std::size_t end) {
    EXPECT_EQ(begin % 7, 0u);
    for (auto i = begin; i < end; ++i) ++hits[i];
  });
  for (const auto& hit : hits) EXPECT_EQ(hit, 1);
}

TEST(Threads, PassOnWhatIsThrownAndNest) {
  set_threads(4);
  EXPECT_THROW(parallel_for(100, 1, [](auto, auto) { throw std::runtime_error("x"); }),
               std::runtime_error);
  std::atomic<int> sum = 0;
  parallel_for(10, 1, [&](auto, auto) {
    parallel_for(10, 1, [&](auto begin, auto end) { sum += static_cast<int>(end - begin); });
  });
  EXPECT_EQ(sum, 100);
}

// Jobs so short that a worker may come when the next one is on.
TEST(Threads, KeepShortJobsApart) {
  set_threads(4);
  for (std::size_t job = 0; job < 20000; ++job) {
    std::atomic<std::size_t> sum = 0;
    const std::size_t size = 2 + job % 9;
    parallel_for(size, 1, [&](std::size_t begin, std::size_t) { sum += begin + job; });
    ASSERT_EQ(sum, size * (size - 1) / 2 + size * job);
  }
}

TEST(Threads, ServeCallersAtTheSameTime) {
  set_threads(3);
  std::atomic<std::size_t> sum = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 3; ++caller) {
    callers.emplace_back([&] {
      for (int job = 0; job < 2000; ++job) {
        parallel_for(10, 3, [&](std::size_t begin, std::size_t end) { sum += end - begin; });
      }
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(sum, 3u * 2000 * 10);
}

TEST(Random, RepeatsAndSpreads) {
  Random a(7), b(7);
  double sum = 0, squares = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = a.normal();
    ASSERT_EQ(x, b.normal());
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / 100000, 0, 0.02);
  EXPECT_NEAR(squares / 100000, 1, 0.02);
}

}  // namespace
}  // namespace heed
