#include "heed/text/word_table.h"

#include <gtest/gtest.h>

#include <unordered_map>

#include "heed/base/random.h"

namespace heed {
namespace {

TEST(WordTableTest, FindsWordsOfEveryLength) {
  std::vector<std::string> tokens;
  for (std::size_t n = 0; n <= WordTable::kLongest + 2; ++n) {
    tokens.push_back(std::string("abcdefghijklmnop").substr(0, n));
  }
  const WordTable table(tokens);
  for (std::size_t n = 1; n <= WordTable::kLongest; ++n) {
    EXPECT_EQ(table.find(tokens[n]), static_cast<std::int32_t>(n));
    std::string other = tokens[n];
    other.back() = 'z';
    EXPECT_EQ(table.find(other), -1) << other;
  }
}

TEST(WordTableTest, TellsZeroBytesFromTheEnd) {
  const std::vector<std::string> tokens = {"a", "b"};
  const WordTable table(tokens);
  EXPECT_EQ(table.find(std::string_view("a\0", 2)), -1);
  EXPECT_EQ(table.find("a"), 0);
}

TEST(WordTableTest, LetsTheLastOfEqualTokensCount) {
  const std::vector<std::string> tokens = {"a", "b", "a"};
  EXPECT_EQ(WordTable(tokens).find("a"), 2);
}

TEST(WordTableTest, AgreesWithAMap) {
  Random random(1);
  const auto word = [&] {
    std::string text(1 + random.below(WordTable::kLongest), ' ');
    for (auto& c : text) c = static_cast<char>('a' + random.below(3));
    return text;
  };
  std::vector<std::string> tokens;
  std::unordered_map<std::string, std::int32_t> map;
  for (std::int32_t id = 0; id < 20000; ++id) map[tokens.emplace_back(word())] = id;
  const WordTable table(tokens);
  for (int i = 0; i < 20000; ++i) {
    const auto text = word();
    const auto found = map.find(text);
    ASSERT_EQ(table.find(text), found == map.end() ? -1 : found->second) << text;
  }
}

}  // namespace
}  // namespace heed
