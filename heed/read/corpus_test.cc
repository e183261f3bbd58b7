// Thousands of real and of hostile documents: whatever they are, reading ends with a result, and
// what it gives is clean. Needs the folder of real data beside the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "heed/base/files.h"
#include "heed/read/document.h"
#include "heed/read/html/sanitise.h"

namespace heed::read {
namespace {

namespace fs = std::filesystem;

fs::path shared(std::string_view name) {
  return fs::path(HEED_SOURCE_DIR).parent_path() / "shared" / "data" / name;
}

void check(const Item& item, const fs::path& file) {
  for (const auto& html : {item.summary_html, item.content_html}) {
    EXPECT_EQ(html::sanitise(html), html) << file;
    EXPECT_EQ(html.find("<script"), std::string::npos) << file;
  }
  EXPECT_EQ(item.link.find("javascript:"), std::string::npos) << file;
}

// How many documents were read, of all that lie in the archive.
int read_all(const fs::path& archive) {
  const TemporaryFolder folder;
  const auto command =
      "tar --zstd -xf '" + archive.string() + "' -C '" + folder.path().string() + "'";
  if (std::system(command.c_str()) != 0) return 0;
  int documents = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    if (!entry.is_regular_file()) continue;
    const auto name = entry.path().filename().string();
    const auto document = read_document(read_file(entry.path()), {name, {}, {}});
    if (!document) continue;
    ++documents;
    if (const auto* feed = std::get_if<Feed>(&*document)) {
      for (const auto& item : feed->items) check(item, entry.path());
    } else if (const auto* list = std::get_if<ItemList>(&*document)) {
      for (const auto& item : list->items) check(item, entry.path());
    } else if (const auto* page = std::get_if<Page>(&*document)) {
      check(page->item, entry.path());
    }
  }
  return documents;
}

void expect_documents(std::string_view archive, int least) {
  const auto path = shared(archive);
  if (!fs::exists(path)) GTEST_SKIP() << path << " is not here";
  EXPECT_GE(read_all(path), least) << path;
}

TEST(Corpus, RealFeeds) {
  expect_documents("real_feeds/real_feeds.tar.zst", 105);
}
TEST(Corpus, FeedparserTests) {
  expect_documents("feedparser_tests/feedparser_tests.tar.zst", 980);
}
TEST(Corpus, FeedvalidatorTests) {
  expect_documents("feedvalidator_tests/testcases.tar.zst", 700);
}
TEST(Corpus, Opml) {
  expect_documents("opml/opml.tar.zst", 115);
}
TEST(Corpus, Mail) {
  expect_documents("mail_fixtures/mail_fixtures.tar.zst", 100);
}

}  // namespace
}  // namespace heed::read
