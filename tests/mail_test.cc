// Newsletters as a person brings them in: a Maildir as a mail program leaves it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "tests/run_heed.h"

namespace heed {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string letter(const std::string& subject) {
  return "From: The Weekly <a@list.example>\nSubject: " + subject + "\nMessage-ID: <" + subject +
         "@list.example>\nList-Id: \"The Weekly\" <weekly.list.example>\n"
         "List-Unsubscribe: <https://list.example/off>\n\nHello\n";
}

TEST(Mail, ReadsAMaildirButNotWhatIsStillArriving) {
  const TestHome home;
  const TemporaryFolder folder;
  const auto put = [&](const std::string& place, const std::string& subject) {
    std::filesystem::create_directories(folder.path() / place);
    write_file(folder.path() / place / ("1.M2.host,S=3:2," + subject), letter(subject));
  };
  put("cur", "first");
  put("new", "second");
  put("tmp", "unfinished");
  put(".News.Daily/cur", "third");
  put(".cache", "hidden");
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 0) << said.err;
  for (const auto* subject : {"first", "second", "third"}) {
    EXPECT_THAT(said.out, HasSubstr(std::string("\"title\":\"") + subject));
  }
  EXPECT_THAT(said.out, Not(HasSubstr("unfinished")));
  EXPECT_THAT(said.out, Not(HasSubstr("hidden")));

  const auto first = parse_json(said.out.substr(0, said.out.find('\n')), "add").take();
  EXPECT_EQ(first["item"]["source"], "The Weekly");
  const auto why = home.heed({"why", first["item"]["id"].get<std::string>()});
  EXPECT_THAT(why.out, HasSubstr("To leave its list: https://list.example/off"));
}

TEST(Mail, KeepsTwoListsOfOneSenderApart) {
  const TestHome home;
  const TemporaryFolder folder;
  const auto add = [&](const std::string& list, const std::string& subject) {
    const auto path = folder.path() / (subject + ".eml");
    write_file(path, "From: The Loaf <a@b.example>\nSubject: " + subject + "\nList-Id: " + list +
                         "\n\nHello\n");
    return home.heed({"--json", "add", path.string()}).out;
  };
  EXPECT_THAT(add("12345 <12345.xt.local>", "one"), HasSubstr("\"source\":\"The Loaf\""));
  EXPECT_THAT(add("12345 <12345.xt.local>", "two"), HasSubstr("\"source\":\"The Loaf\""));
  EXPECT_THAT(add("67890 <67890.xt.local>", "three"), HasSubstr("\"source\":\"The Loaf\""));
  const auto sources = parse_json(home.heed({"--json", "sources"}).out, "sources").take();
  EXPECT_EQ(sources["sources"].size(), 2U) << sources;
}

TEST(Mail, LeavesAsideTheFoldersOfWhatIsSentAndThrownAway) {
  const TestHome home;
  const TemporaryFolder folder;
  const auto put = [&](const std::string& place, const std::string& bytes) {
    const auto path = folder.path() / place;
    std::filesystem::create_directories(path.parent_path());
    write_file(path, bytes);
  };
  const std::string from = "From - Mon Mar  2 10:00:00 2026\n";
  put("Newsletters", from + letter("kept1"));
  put("Drafts.eml", letter("kept2"));
  put("Sent", from + letter("sent1"));
  put("Trash.sbd/2024", from + letter("thrown"));
  put("Entwürfe.mbox", from + letter("draft"));
  put("Maildir/cur/1", letter("kept3"));
  put("Maildir/.INBOX.Sent/cur/1", letter("sent2"));
  const auto add = [&](const std::string& place) {
    return home.heed({"--json", "add", (folder.path() / place).string()}).out;
  };
  const auto said = add("");
  for (const auto* subject : {"kept1", "kept2", "kept3"}) EXPECT_THAT(said, HasSubstr(subject));
  EXPECT_THAT(said, HasSubstr("\"added\":3"));
  EXPECT_THAT(said, HasSubstr("\"skipped\":4"));
  EXPECT_THAT(add("Sent"), HasSubstr("sent1")) << "the person named it";
  EXPECT_THAT(add("Maildir/.INBOX.Sent"), HasSubstr("sent2"));
}

TEST(Mail, KnowsWhatAMaildirSaysOfIt) {
  const TestHome home;
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "cur");
  for (const std::string flags : {"", "S", "ST"}) {
    write_file(folder.path() / "cur" / ("1.M" + flags + ".host:2," + flags),
               letter("flagged" + flags));
  }
  const auto said = home.heed({"--json", "add", folder.path().string()});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, Not(HasSubstr("flaggedST"))) << "it was thrown away";
  EXPECT_THAT(said.out, HasSubstr("\"skipped\":1"));
  const auto unread = home.heed({"--json", "search", "is:unread"}).out;
  EXPECT_THAT(unread, HasSubstr("\"title\":\"flagged\""));
  EXPECT_THAT(unread, Not(HasSubstr("flaggedS")));
  EXPECT_THAT(home.heed({"--json", "search", "is:read"}).out, HasSubstr("flaggedS"));
}

TEST(Mail, ReadsAnMboxLongerThanAnyOtherDocumentMayBe) {
  const TestHome home;
  const TemporaryFolder folder;
  const std::string line(1 << 20, 'A');
  std::string mbox;
  for (const std::string subject : {"first", "second", "third"}) {
    mbox += "From - Mon Mar  2 10:00:00 2026\nFrom: a@list.example\nSubject: " + subject +
            "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n--b\n"
            "Content-Type: application/octet-stream\n\n";
    for (int i = 0; i < 22; ++i) mbox += line + "\n";
    mbox += "--b--\n\n";
  }
  ASSERT_GT(mbox.size(), 64u << 20);
  write_file(folder.path() / "box", mbox);
  const auto said = home.heed({"--json", "add", (folder.path() / "box").string()});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("\"added\":3"));
}

}  // namespace
}  // namespace heed
