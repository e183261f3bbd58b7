#include "heed/read/language.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

TEST(Language, TellsScriptsAndLittleWords) {
  EXPECT_EQ(identify_language("The cat sat on the mat and looked at you."), "en");
  EXPECT_EQ(identify_language("Der Hund ist nicht auf dem Sofa."), "de");
  EXPECT_EQ(identify_language("Le chat est sur la table et il dort."), "fr");
  EXPECT_EQ(identify_language("El perro no está en la casa."), "es");
  EXPECT_EQ(identify_language("今天的天气很好,我们去公园。"), "zh");
  EXPECT_EQ(identify_language("今日はとても良い天気です。"), "ja");
  EXPECT_EQ(identify_language("오늘은 날씨가 좋습니다"), "ko");
  EXPECT_EQ(identify_language("Сегодня хорошая погода, и мы идём в парк"), "ru");
  EXPECT_EQ(identify_language("Сьогодні гарна погода, і ми йдемо до парку"), "uk");
  EXPECT_EQ(identify_language("苹果发布 iPhone 新机"), "zh");
  EXPECT_EQ(identify_language("12345 !?"), "");
}

TEST(Language, BelievesADeclarationThatTheScriptAllows) {
  EXPECT_EQ(settle_language("en-GB", "Colour"), "en");
  EXPECT_EQ(settle_language("", "The cat sat on the mat."), "en");
  EXPECT_EQ(settle_language("en-us", "今天的天气很好,我们去公园。今天的天气很好,我们去公园。"),
            "zh");
}

}  // namespace
}  // namespace heed::read
