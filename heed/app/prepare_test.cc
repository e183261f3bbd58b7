#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/app/ingest.h"

namespace heed::app {
namespace {

TEST(Prepare, LeavesNoControlsInWhatIsShownOnALine) {
  read::Item from;
  from.id = "a\x1B[2J";
  from.author = "It\xC2\x92s";
  from.categories = {"b\xC2\x9B"};
  const auto item = prepare(from, {}, 1, {});
  EXPECT_EQ(item.title, "a[2J");
  EXPECT_EQ(item.author, "It’s");
  EXPECT_THAT(item.labels, testing::ElementsAre("b›"));
}

}  // namespace
}  // namespace heed::app
