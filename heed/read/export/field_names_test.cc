#include "heed/read/export/field_names.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

TEST(FieldNames, AreOneHoweverTheyAreWritten) {
  for (const auto* name : {"created_at", "createdAt", "Created At", " CREATED-AT", "Created_At"}) {
    EXPECT_EQ(snake_case(name), "created_at") << name;
  }
  EXPECT_EQ(snake_case("URL"), "url");
  EXPECT_EQ(snake_case("imageURL"), "image_url");
  EXPECT_EQ(snake_case(" - "), "");
  EXPECT_EQ(snake_case("動画 ID"), "動画_id");
}

TEST(FieldNames, AreThoseThatHeedReads) {
  for (const auto* name : {"url", "read_at", "full_text", "folder"}) {
    EXPECT_TRUE(is_field(name)) << name;
  }
  for (const auto* name : {"", "URL", "colour"}) EXPECT_FALSE(is_field(name)) << name;
}

}  // namespace
}  // namespace heed::read
