#include "heed/train/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Table parsed(std::string_view text) {
  return parse_csv(text, "f.csv").take();
}

std::string refused(std::string_view text) {
  const auto table = parse_csv(text, "f.csv");
  return table.ok() ? "" : table.error().what();
}

TEST(Csv, ReadsPlainAndQuotedFields) {
  const auto table = parsed("label,text\n1,plain\n2,\"a, \"\"b\"\"\nc\"\r\n3,\n");
  EXPECT_THAT(table.columns, ElementsAre("label", "text"));
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_THAT(table.rows[0].fields, ElementsAre("1", "plain"));
  EXPECT_THAT(table.rows[1].fields, ElementsAre("2", "a, \"b\"\nc"));
  EXPECT_THAT(table.rows[2].fields, ElementsAre("3", ""));
}

TEST(Csv, CountsLinesThroughQuotedLineEnds) {
  const auto table = parsed("a,b\n\"x\ny\",1\n\n2,3");
  EXPECT_EQ(table.rows[0].line, 2u);
  EXPECT_EQ(table.rows[1].line, 5u);
  EXPECT_THAT(table.rows[1].fields, ElementsAre("2", "3"));
}

TEST(Csv, KeepsWhatBelongsToFields) {
  EXPECT_THAT(parsed("\xef\xbb\xbfl,t\n 1 , x\r\n").rows[0].fields, ElementsAre(" 1 ", " x"));
  EXPECT_THAT(parsed("l,t\n1,a\rb\n").rows[0].fields, ElementsAre("1", "a\rb"));
  EXPECT_THAT(parsed("l,t\n\"\",\"\"\n").rows[0].fields, ElementsAre("", ""));
  EXPECT_THAT(parsed("l,t\n,\n").rows[0].fields, ElementsAre("", ""));
  EXPECT_THAT(parsed("l,t\n1,\"\"\"\"").rows[0].fields, ElementsAre("1", "\""));
  EXPECT_THAT(parsed(std::string_view("l,t\n1,a\0b", 9)).rows[0].fields,
              ElementsAre("1", std::string("a\0b", 3)));
  EXPECT_THAT(parsed("l,t\n").rows, IsEmpty());
}

TEST(Csv, NamesTheLineOfABrokenQuote) {
  EXPECT_THAT(refused("l,t\n1,a\n2,\"b\n3,c\n"), HasSubstr("never closed: f.csv line 3"));
  EXPECT_THAT(refused("l,t\n1,\"a\"b\n"), HasSubstr("follows a closing quote: f.csv line 2"));
  EXPECT_THAT(refused("l,t\n1,a\"b\n"), HasSubstr("does not begin with one: f.csv line 2"));
  EXPECT_THAT(refused("l,t\n1,\""), HasSubstr("never closed: f.csv line 2"));
}

TEST(Csv, RefusesRowsAndHeadersOfTheWrongShape) {
  EXPECT_THAT(refused("l,t\n1,a\n2,b,c\n"), HasSubstr("3 fields where the header names 2"));
  EXPECT_THAT(refused("l,t\n1\n"), HasSubstr("f.csv line 2"));
  EXPECT_THAT(refused("t,t\n1,2\n"), HasSubstr("two columns are named \"t\""));
  EXPECT_THAT(refused(""), HasSubstr("the file is empty"));
}

}  // namespace
}  // namespace heed
