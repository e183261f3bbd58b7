// A folder holds what it holds: what heed reads is added, what is broken is said, and everything
// else is left aside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::Not;

class AddFolder : public testing::Test {
 protected:
  void put(const std::string& name, const std::string& bytes) const {
    const auto path = folder.path() / name;
    std::filesystem::create_directories(path.parent_path());
    write_file(path, bytes);
  }
  void put_what_heed_reads() const {
    put("feed.xml",
        "<rss><channel><title>Post</title><item><title>Story one</title></item></channel></rss>");
    put("notes/items.jsonl", "{\"title\":\"Story two\"}\n");
    put("letter.eml", "From: a@b.example\nSubject: Story three\n\nHello\n");
    put("page.html", "<!doctype html><html><head><title>Story four</title></head><body><p>" +
                         std::string(500, 'w') + "</p></body></html>");
  }
  void put_everything_else() const {
    put("README.md", "# My reading\n\nNothing here: see the [site](https://a.example).\n");
    put("run.sh", "#!/bin/sh\necho '<item>'\n");
    put("style.css", "body { color: red; }\n");
    put("app.js", "const a = [1, 2];\nif (a < 1) alert('x');\n");
    put("picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    put("drawing.svg", "<?xml version=\"1.0\"?><svg><title>A drawing</title></svg>");
    put("package.json", "{\"name\":\"reading\",\"version\":\"1.0.0\"}");
    put("settings.json", "{ // with a comment\n \"strict\": true }");
    put("tool.toml", "[tool]\nname = 1\n");
    put("empty", "");
  }
  Json summary_of(const Outcome& said) const {
    const auto last = said.out.rfind("{\"summary\"");
    return parse_json(said.out.substr(last, said.out.find('\n', last) - last), "summary")
        .take()["summary"];
  }

  TestHome home;
  TemporaryFolder folder;
};

TEST_F(AddFolder, LeavesAsideWhatItDoesNotRead) {
  put_what_heed_reads();
  put_everything_else();
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 0) << said.err;
  for (const auto* title : {"Story one", "Story two", "Story three", "Story four"}) {
    EXPECT_THAT(said.out, HasSubstr(title));
  }
  const auto summary = summary_of(said);
  EXPECT_EQ(summary["added"], 4) << said.out;
  EXPECT_EQ(summary["failed"], 0) << said.out;
  EXPECT_EQ(summary["skipped"], 10) << said.out;
  EXPECT_THAT(home.heed({"add", folder.path().string()}).out, HasSubstr("10 others left aside"));
}

TEST_F(AddFolder, GoesOnAfterWhatCannotBeOpened) {
  put_what_heed_reads();
  const auto feed = (folder.path() / "feed.xml").string();
  const auto loop = (folder.path() / "loop.xml").string();
  std::filesystem::create_symlink(loop, loop);
  const auto said = home.heed({"--json", "add", feed + "/inside", loop, "/no/such/file", feed});
  EXPECT_EQ(said.code, 3) << said.err;
  EXPECT_EQ(summary_of(said)["failed"], 3) << said.out;
  EXPECT_EQ(summary_of(said)["added"], 1) << said.out;
}

// A pipe gives its bytes once.
TEST_F(AddFolder, ReadsPipesToTheirEnd) {
  const auto pipe = (folder.path() / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "{\"title\":\"Item " + std::to_string(i) + "\"}\n";
  std::thread writer([&] { std::ofstream(pipe) << lines; });
  const auto said = home.heed({"--json", "add", pipe});
  writer.join();
  EXPECT_EQ(summary_of(said)["added"], 1000) << said.err;
}

TEST_F(AddFolder, SaysWhatIsBroken) {
  put("half.jsonl", "{\"title\":\"whole\"}\n{\"title\": oops\n");
  put("half.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"title\":");
  std::string deep = "<rss>";
  for (int i = 0; i < 300; ++i) deep += "<channel>";
  put("deep.xml", deep);
  put("README", "Words.\n");
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 3);
  const auto summary = summary_of(said);
  EXPECT_EQ(summary["added"], 1);
  EXPECT_EQ(summary["failed"], 3) << said.out;
  EXPECT_EQ(summary["skipped"], 1);
  for (const auto* name : {"half.jsonl", "half.json", "deep.xml"}) {
    EXPECT_THAT(said.err, HasSubstr(name));
  }
}

TEST_F(AddFolder, DoesNotWalkIntoWhatBelongsToASavedPage) {
  put_what_heed_reads();
  put("page_files/frame.html", "<html><body><p>An advertisement</p></body></html>");
  put("page.files/frame.html", "<html><body><p>An advertisement</p></body></html>");
  put("other_files/kept.jsonl", "{\"title\":\"Story five\"}\n");
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, Not(HasSubstr("dvertisement")));
  EXPECT_THAT(said.out, HasSubstr("Story five")) << "there is no other.html";
}

TEST_F(AddFolder, AFileNamedAloneMustBeSomething) {
  put_everything_else();
  for (const auto* name : {"README.md", "picture.png", "empty", "package.json"}) {
    EXPECT_EQ(home.heed({"add", (folder.path() / name).string()}).code, 3) << name;
  }
}

// A film of some gigabytes is not read to find that it is none of heed's.
TEST_F(AddFolder, ALongFileOfAnotherKindCostsNothing) {
  put("film.mp4", std::string("\0\0\0\x18"
                              "ftypmp42",
                              12));
  std::filesystem::resize_file(folder.path() / "film.mp4", std::uintmax_t{3} << 30);  // sparse
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_EQ(summary_of(said)["skipped"], 1);
}

}  // namespace
}  // namespace heed
