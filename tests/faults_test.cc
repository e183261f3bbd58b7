// What goes wrong in the middle of an import or a fetch: kill -9, Ctrl-C, a full disk, broken
// lines, two programs at once. What was printed is stored, and the store stays whole.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "heed/base/json.h"
#include "heed/read/fetch/test_server.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;

// The ids in whole lines of `add --json`; a last line that was cut is not yet a promise.
std::set<std::string> ids_in(const std::string& out) {
  std::set<std::string> ids;
  for (std::size_t at = 0, end; (end = out.find('\n', at)) != std::string::npos; at = end + 1) {
    const auto line = Json::parse(out.substr(at, end - at));
    if (line.contains("item")) ids.insert(line["item"]["id"].get<std::string>());
  }
  return ids;
}

std::set<std::string> stored_ids(const TestHome& home) {
  const auto said = home.heed({"items", "--json"});
  EXPECT_EQ(said.code, 0) << said.err;
  std::set<std::string> ids;
  std::istringstream lines(said.out);
  for (std::string line; std::getline(lines, line);) {
    ids.insert(Json::parse(line)["id"].get<std::string>());
  }
  return ids;
}

int lost(const std::set<std::string>& promised, const std::set<std::string>& stored) {
  int count = 0;
  for (const auto& id : promised) count += stored.count(id) == 0;
  return count;
}

// Nothing is at stake while it waits for input: the first Ctrl-C is enough.
TEST(Faults, CtrlCEndsTheWaitForInput) {
  const TestHome home;
  const auto items = home.file("items.jsonl", "{\"title\":\"First\"}\n");
  const auto pipe = items.parent_path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const bool is_open : {false, true}) {
    Running add(home, {"--json", "add", items.string(), pipe.string()});
    const int writer = is_open ? ::open(pipe.c_str(), O_WRONLY) : -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    add.signal(SIGINT);
    EXPECT_EQ(add.wait(), 130);
    if (is_open) ::close(writer);
  }
  EXPECT_EQ(stored_ids(home).size(), 1u);
}

TEST(Faults, KillInTheMiddleOfAnImportLosesNothingThatWasPrinted) {
  const TestHome home;
  const auto file = home.file("items.jsonl", many_items(6000, "Post"));
  int cut = 0;
  for (int round = 0; round < 8; ++round) {
    Running add(home, {"add", "--json", file.string()});
    add.wait_for_output();
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 7));
    add.signal(SIGKILL);
    cut += add.wait() == 128 + SIGKILL;
    const auto promised = ids_in(add.so_far());
    EXPECT_EQ(lost(promised, stored_ids(home)), 0) << "of " << promised.size();
  }
  EXPECT_GT(cut, 0) << "no import was cut: make it longer";
  EXPECT_EQ(home.heed({"add", "--json", file.string()}).code, 0);
  EXPECT_EQ(stored_ids(home).size(), 6000u);
  EXPECT_EQ(home.heed({"search", "--json", "item"}).code, 0);
}

TEST(Faults, CtrlCStopsAtACommitAndSaysSo) {
  const TestHome home;
  const auto file = home.file("items.jsonl", many_items(20000, "Post"));
  Running add(home, {"add", "--json", file.string()});
  add.wait_for_output();
  add.signal(SIGINT);
  EXPECT_EQ(add.wait(), 130);
  const auto promised = ids_in(add.so_far());
  EXPECT_GT(promised.size(), 0u);
  EXPECT_LT(promised.size(), 20000u);
  EXPECT_EQ(stored_ids(home), promised);
  EXPECT_THAT(add.so_far(), HasSubstr("{\"summary\":"));
}

std::string feed_of(const std::string& path) {
  std::string text = "<rss><channel><title>Source " + path + "</title>";
  for (int i = 0; i < 10; ++i) {
    text += "<item><guid>" + path + std::to_string(i) + "</guid><title>Story " + path + " " +
            std::to_string(i) + "</title></item>";
  }
  return text + "</channel></rss>";
}

// Half of the sources answer at once, the others not until the server stops.
TEST(Faults, CtrlCInMidFetchKeepsWhatCameAndHindersNothing) {
  const TestHome home;
  std::atomic<bool> all_answer{false};
  read::TestServer server([&](const std::string& request, int socket) {
    if (!request.starts_with("GET ")) return;  // it was cut off
    const auto path = request.substr(4, request.find(' ', 4) - 4);
    while (path.find("slow") != path.npos && !server.stopping && !all_answer) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const bool feed = path.find("favicon") == path.npos;
    read::TestServer::send_page(socket, feed ? "200 OK" : "404 Not Found", "",
                                feed ? feed_of(path) : "");
  });
  std::string list = "<opml version=\"2.0\"><body>";
  for (int i = 0; i < 12; ++i) {
    const auto path = (i % 2 == 0 ? "/quick" : "/slow") + std::to_string(i);
    list += "<outline type=\"rss\" xmlUrl=\"" + server.url(path) + "\"/>";
  }
  const auto file = home.file("list.opml", list + "</body></opml>");
  ASSERT_EQ(home.heed({"add", "--allow-private", file.string()}).code, 0);

  Running fetch(home, {"fetch", "--json"});
  fetch.wait_for_output();
  fetch.signal(SIGINT);
  EXPECT_EQ(fetch.wait(), 130);
  const auto promised = ids_in(fetch.so_far());
  EXPECT_GE(promised.size(), 10u);
  EXPECT_LT(promised.size(), 120u);
  EXPECT_EQ(stored_ids(home), promised);
  EXPECT_THAT(fetch.so_far(), HasSubstr("{\"summary\":"));
  EXPECT_THAT(fetch.so_far(), testing::Not(HasSubstr("\"error\""))) << "nobody failed";

  all_answer = true;
  for (const auto& entry : std::filesystem::directory_iterator(home.path())) {
    const auto name = entry.path().filename().string();
    EXPECT_TRUE(name.find("lock") == name.npos && !name.ends_with("-journal")) << name;
  }
  const auto again = home.heed({"fetch", "--json"});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(stored_ids(home).size(), 120u) << "those that were not asked are still due";
}

TEST(Faults, AFullDiskIsSaidAndLosesNothing) {
  const TestHome home;
  const auto file = home.file("items.jsonl", many_items(6000, "Post"));
  Running add(home, {"add", "--json", file.string()}, 3 << 20);
  EXPECT_EQ(add.wait(), 6);
  const auto promised = ids_in(add.so_far());
  EXPECT_THAT(add.so_far(), HasSubstr("{\"error\":{\"code\":\"storage\""));
  EXPECT_EQ(stored_ids(home), promised);
  EXPECT_EQ(home.heed({"add", "--json", file.string()}).code, 0) << "there is space again";
  EXPECT_EQ(stored_ids(home).size(), 6000u);
}

TEST(Faults, ABrokenLineIsNamedAndSkipped) {
  const TestHome home;
  auto lines = many_items(1000, "Post");
  std::size_t seventh = 0;
  for (int i = 0; i < 6; ++i) seventh = lines.find('\n', seventh) + 1;
  lines.insert(seventh, "{\"title\": oops");
  const auto file = home.file("items.jsonl", lines);
  const auto said = home.heed({"add", "--json", file.string()});
  EXPECT_EQ(said.code, 3);
  EXPECT_EQ(stored_ids(home).size(), 999u);
  EXPECT_THAT(said.err, HasSubstr("items.jsonl, line 7"));
  EXPECT_THAT(said.out, HasSubstr("\"added\":999,\"updated\":0,\"unchanged\":0,\"failed\":1"));
}

TEST(Faults, OneBadInputDoesNotStopTheOthers) {
  const TestHome home;
  const auto good = home.file("good.jsonl", many_items(3, "Good"));
  const auto bad = home.file("bad.xml", "<rss><channel");
  const auto said =
      home.heed({"add", "--json", "/no/such/file", bad.string(), "ftp://x.org/", good.string()});
  EXPECT_EQ(said.code, 4) << "of the first failure";
  EXPECT_EQ(stored_ids(home).size(), 3u);
}

TEST(Faults, TwoProgramsMayWriteAtOnceEvenInANewHome) {
  for (int round = 0; round < 3; ++round) {
    const TestHome home;
    const auto one = home.file("one.jsonl", many_items(1500, "One"));
    const auto two = home.file("two.jsonl", many_items(1500, "Two"));
    Running first(home, {"add", "--quiet", one.string()});
    Running second(home, {"add", "--quiet", two.string()});
    EXPECT_EQ(first.wait(), 0);
    EXPECT_EQ(second.wait(), 0);
    EXPECT_EQ(stored_ids(home).size(), 3000u);
  }
}

TEST(Faults, FourProgramsMayMakeTheSameHome) {
  for (int round = 0; round < 12; ++round) {
    const TestHome home;
    std::vector<Running> programs;
    for (const char* const name : {"a", "b", "c", "d"}) {
      const auto file = home.file(std::string(name) + ".jsonl", many_items(5, name));
      programs.emplace_back(home, std::vector<std::string>{"add", "--quiet", file.string()});
    }
    for (const auto& program : programs) EXPECT_EQ(program.wait(), 0);
    EXPECT_EQ(stored_ids(home).size(), 20u);
    EXPECT_FALSE(std::filesystem::exists(home.path() / "heed.db.version-1"))
        << "none saw a home half made";
  }
}

// today writes what it decided, so that there are more writers than one.
TEST(Faults, SixteenReadersAndAWriterWaitForEachOtherUnseen) {
  const TestHome home;
  home.heed({"add", "--quiet", home.file("some.jsonl", many_items(300, "Some")).string()});
  const auto file = home.file("many.jsonl", many_items(8000, "Many"));
  Running add(home, {"add", "--quiet", file.string()});
  std::vector<std::thread> readers;
  for (int i = 0; i < 16; ++i) {
    readers.emplace_back([&home, i] {
      const std::vector<std::vector<std::string>> asks = {
          {"items", "--limit", "5"}, {"search", "item"}, {"today"}, {"sources"}};
      for (std::size_t k = 0; k < 4; ++k) {
        const auto said = home.heed(asks[(static_cast<std::size_t>(i) + k) % asks.size()]);
        EXPECT_EQ(said.code, 0) << said.err;
      }
    });
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(add.wait(), 0);
  EXPECT_EQ(stored_ids(home).size(), 8300u);
  EXPECT_EQ(home.heed({"check"}).code, 0);
}

// A file system of its own, where the machine allows it: a limit of the process is no full disk.
TEST(Faults, AFullFileSystemIsSaidAndLosesNothing) {
  const TestHome home;
  const auto file = home.file("items.jsonl", many_items(6000, "Post"));
  const auto disk = home.path().parent_path() / "disk";
  std::filesystem::create_directory(disk);
  const std::string heed = std::string(HEED_PROGRAM) + " --home " + (disk / "home").string();
  const std::string script =
      "mount -t tmpfs -o size=3m none " + disk.string() + " || exit 77\n" + heed + " --json add " +
      file.string() + " > " + (home.path().parent_path() / "said").string() + "; echo $?\n" +
      "mount -o remount,size=64m " + disk.string() + "\n" + heed + " check >&2; echo $?\n" + heed +
      " --json items | wc -l\n" + heed + " --quiet add " + file.string() +
      " > /dev/null; echo $?\n" + heed + " --json items | wc -l\n";
  const auto ran = run_program({"unshare", "-rm", "sh", "-c", script});
  if (ran.code != 0) GTEST_SKIP() << "no file system can be made here: " << ran.err;
  const auto said = read_file(home.path().parent_path() / "said");
  EXPECT_THAT(said, HasSubstr("the disk is full"));
  const auto stored = std::to_string(ids_in(said).size());
  EXPECT_EQ(ran.out, "6\n0\n" + stored + "\n0\n6000\n") << ran.err;
}

TEST(Faults, WhatCantBeWrittenCanBeRead) {
  const TestHome home;
  const auto file = home.file("items.jsonl", many_items(40, "Post"));
  const auto disk = home.path().parent_path() / "a disk?#%";  // marks that an address would take
  std::filesystem::create_directory(disk);
  const auto heed = std::string(HEED_PROGRAM) + " --home home --json ";
  const auto read = heed + "items | wc -l\n" + heed + "search item | wc -l\n" + heed +
                    "today | wc -l\n" + heed + "check > /dev/null; echo $?\n" + heed +
                    "settings edition.budget=20 > /dev/null; echo $?\n";
  const auto script = "mount -t tmpfs -o size=4m none '" + disk.string() + "' || exit 77\ncd '" +
                      disk.string() + "'\n" + heed + "add '" + file.string() + "' > /dev/null\n" +
                      heed + "today > /dev/null\nhead -c 9m /dev/zero > rest 2> /dev/null\n" +
                      read + "rm rest; mount -o remount,ro .\n" + read;
  const auto ran = run_program({"unshare", "-rm", "sh", "-c", script});
  if (ran.code == 77) GTEST_SKIP() << "no file system can be made here: " << ran.err;
  const std::string read_not_written = "40\n20\n1\n0\n6\n";
  EXPECT_EQ(ran.out, read_not_written + read_not_written) << ran.err;
}

TEST(Faults, ADamagedDatabaseIsReportedAndKept) {
  const TestHome home;
  home.heed({"add", home.file("items.jsonl", many_items(200, "Post")).string()});
  const auto database = home.path() / "heed.db";
  auto bytes = read_file(database);
  for (std::size_t i = 16384; i + 64 < bytes.size(); i += 1000) bytes.replace(i, 64, 64, '\xff');
  write_file(database, bytes);
  const auto said = home.heed({"items", "--json"});
  EXPECT_EQ(said.code, 6) << said.out.substr(0, 200);
  EXPECT_THAT(said.err, HasSubstr("damaged"));
  const auto checked = home.heed({"check"});
  EXPECT_EQ(checked.code, 6);
  EXPECT_THAT(checked.err, HasSubstr("nothing was changed or deleted"));
  EXPECT_EQ(read_file(database), bytes) << "nothing was changed";
}

}  // namespace
}  // namespace heed
