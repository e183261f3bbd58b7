#include "heed/model/lexical.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "heed/base/threads.h"

namespace heed {
namespace {

std::vector<float> encode(std::string_view text) {
  std::vector<float> row(LexicalEncoder::kWidth);
  LexicalEncoder().encode({&text, 1}, row);
  return row;
}

float cosine(std::string_view a, std::string_view b) {
  const auto x = encode(a), y = encode(b);
  float sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

TEST(LexicalTest, GivesUnitVectors) {
  for (const auto* text : {"battery chemistry", "电池化学", "Привет, мир", "ก", "x", "7"}) {
    EXPECT_NEAR(cosine(text, text), 1, 1e-5) << text;
  }
}

TEST(LexicalTest, GivesZerosWhereThereIsNothingToGoBy) {
  for (const auto* text : {"", " \n", "…!?", "\xff\xfe", "😀"}) {
    EXPECT_EQ(cosine(text, text), 0) << text;
  }
}

TEST(LexicalTest, FoldsCaseMarksAndForms) {
  EXPECT_NEAR(cosine("Café ÉCLAIR", "cafe eclair"), 1, 1e-5);
  EXPECT_NEAR(cosine("ﬁne ＷＩＤＥ", "fine wide"), 1, 1e-5);
}

TEST(LexicalTest, SeesSharedWordsFormsAndCompounds) {
  EXPECT_GT(cosine("solid state batteries", "a new battery chemistry"), 0.15);
  EXPECT_LT(std::abs(cosine("solid state batteries", "the royal wedding")), 0.12);
  EXPECT_GT(cosine("Elektroauto", "Elektroautos im Winter"), 0.4);
}

TEST(LexicalTest, ReadsChineseWithoutASegmenter) {
  EXPECT_GT(cosine("新能源汽车销量上涨", "新能源汽车"), 0.5);
  EXPECT_LT(std::abs(cosine("新能源汽车销量上涨", "演唱会门票")), 0.12);
}

TEST(LexicalTest, AttendsLittleToFunctionWords) {
  EXPECT_GT(cosine("the battery of the future and of the past", "battery future past"), 0.95);
  EXPECT_LT(word_rarity("the"), word_rarity("cat"));
  EXPECT_LT(word_rarity("cat"), word_rarity("catalysis"));
  EXPECT_LT(word_rarity("的"), word_rarity("电"));
}

TEST(LexicalTest, DoesNotDependOnThreadsOrCompany) {
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back("text number " + std::to_string(i));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<float> one(texts.size() * LexicalEncoder::kWidth), two(one.size());
  const int before = threads();
  set_threads(1);
  LexicalEncoder().encode(views, one);
  set_threads(2);
  LexicalEncoder().encode(views, two);
  set_threads(before);
  EXPECT_EQ(one, two);
  EXPECT_EQ(encode(texts[123]), std::vector<float>(one.begin() + 123 * LexicalEncoder::kWidth,
                                                   one.begin() + 124 * LexicalEncoder::kWidth));
}

TEST(LexicalTest, StaysFastOnHostileText) {
  EXPECT_NEAR(cosine(std::string(1'000'000, 'a'), std::string(1'000'000, 'a')), 1, 1e-5);
}

}  // namespace
}  // namespace heed
