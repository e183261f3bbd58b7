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

// Sentences of few little words, in languages that are near each other.
TEST(Language, TellsNeighboursByTheirSpelling) {
  EXPECT_EQ(identify_language("Kúpila si nové topánky."), "sk");
  EXPECT_EQ(identify_language("Koupila si nové boty."), "cs");
  EXPECT_EQ(identify_language("Les noies canten cançons boniques."), "ca");
  EXPECT_EQ(identify_language("Las muchachas cantan canciones bonitas."), "es");
  EXPECT_EQ(identify_language("Дзяўчаты спяваюць прыгожыя песні."), "be");
  EXPECT_EQ(identify_language("Момичетата пееха хубави песни."), "bg");
  EXPECT_EQ(identify_language("Lintumme lauloivat kauniisti metsässä."), "fi");
  EXPECT_EQ(identify_language("A lányok szépen énekeltek."), "hu");
  EXPECT_EQ(identify_language("سافرنا إلى المدينة القديمة"), "ar");
  EXPECT_EQ(identify_language("دیروز به شهر رفتیم"), "fa");
}

// Names and numbers are in no language.
TEST(Language, SaysNothingOfWhatMightBeAny) {
  EXPECT_EQ(identify_language("Samsung Galaxy"), "");
  EXPECT_EQ(identify_language("Kubernetes 1.30"), "");
}

TEST(Language, BelievesADeclarationThatTheScriptAllows) {
  EXPECT_EQ(settle_language("en-GB", "Colour"), "en");
  EXPECT_EQ(settle_language("", "The cat sat on the mat."), "en");
  const std::string german =
      "Der Fluss ist in der Nacht so weit gestiegen, dass die Bauern ihre Tiere auf den Berg "
      "bringen mussten. ";
  EXPECT_EQ(settle_language("en-us", german), "en");
  EXPECT_EQ(settle_language("en-us", german + german + german + german), "de");
  EXPECT_EQ(settle_language("gsw", german + german + german + german), "gsw");
  EXPECT_EQ(settle_language("en-us", "今天的天气很好,我们去公园。今天的天气很好,我们去公园。"),
            "zh");
}

}  // namespace
}  // namespace heed::read
