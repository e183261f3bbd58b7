#include "heed/store/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <utility>

#include "heed/base/files.h"
#include "heed/base/random.h"
#include "heed/store/database.h"

namespace heed::store {
namespace {

class WordsTest : public testing::Test {
 protected:
  WordsTest() {
    database.script("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='heed', prefix='1 2')");
  }

  // The text with what was found between [ and ]; "" where nothing was.
  std::string marked(std::string_view text, std::string_view typed) {
    database.run("DELETE FROM words");
    database.run("INSERT INTO words (text) VALUES (?)", text);
    database.run("INSERT INTO words (words) VALUES ('integrity-check')");
    auto q = database.query("SELECT highlight(words, 0, '[', ']') FROM words WHERE words MATCH ?",
                            match_words(typed, false));
    return q.next() ? q.text(0) : "";
  }
  bool meet(std::string_view text, std::string_view typed) { return !marked(text, typed).empty(); }

  TemporaryFolder folder;
  Database database{folder.path() / "words.db"};
};

TEST_F(WordsTest, FindsAWordHoweverItIsWritten) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"école", "ECOLE"},
           {"e\u0301cole", "école"},  // taken apart
           {"ещё", "еще"},
           {"мо\u0301локо", "молоко"},  // with its stress
           {"йод", "и\u0306од"},
           {"μετρό", "ΜΕΤΡΟ"},
           {"λόγος", "λογοσ"},
           {"مُحَمَّد", "محمد"},
           {"أحمد", "احمد"},
           {"محـــمد", "محمد"},  // drawn out
           {"کتاب", "كتاب"},     // another keyboard's
           {"שָׁלוֹם", "שלום"},
           {"cœur", "coeur"},
           {"straße", "STRASSE"},
           {"Łódź", "Lodz"},
           {"smørrebrød", "smorrebrod"},
           {"Þór", "thor"},
           {"Đà Nẵng", "da nang"},
           {"ISTANBUL", "ıstanbul"},
           {"İstanbul", "istanbul"},
           {"ＣＯＶＩＤ－１９", "covid-19"},
           {"ﬁre", "fire"},
           {"H₂O", "h2o"},
           {"bat\u00ADtery", "battery"},
           {"ｶﾀｶﾅ", "カタカナ"},
           {"ｶﾞｲﾄﾞ", "ガイド"},
           {"か\u3099っこう", "がっこう"},
           {"\u1112\u1161\u11AB글", "한글"},
           {"क\u093C", "\u0958"}}) {
    EXPECT_TRUE(meet(a, b)) << a << " by " << b;
    EXPECT_TRUE(meet(b, a)) << b << " by " << a;
  }
}

TEST_F(WordsTest, KeepsMarksThatMakeAnotherWord) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"мой", "мои"},
                                                                             {"ўсё", "усё"},
                                                                             {"їх", "іх"},
                                                                             {"か", "が"},
                                                                             {"ハハ", "パパ"},
                                                                             {"किताब", "कतब"},
                                                                             {"பாடு", "படி"},
                                                                             {"มา", "มี"},
                                                                             {"한", "하"}}) {
    EXPECT_FALSE(meet(a, b)) << a << " by " << b;
    EXPECT_FALSE(meet(b, a)) << b << " by " << a;
  }
}

TEST_F(WordsTest, MarksTheTextAsItStands) {
  EXPECT_EQ(marked("Das Cafe\u0301, Straße", "café"), "Das [Cafe\u0301], Straße");
  EXPECT_EQ(marked("in der Straße.", "strasse"), "in der [Straße].");
  EXPECT_EQ(marked("ﬁre ﬁghters", "fighters"), "ﬁre [ﬁghters]");
  EXPECT_EQ(marked("قال مُحَمَّد ثم", "محمد"), "قال [مُحَمَّد] ثم");
  EXPECT_EQ(marked("日本のｶﾞｲﾄﾞ本", "ガイド"), "日本の[ｶﾞｲﾄﾞ]本");
  EXPECT_EQ(marked("\xFF\xFE"
                   "Łódź\xC5 x",
                   "lodz"),
            "\xFF\xFE[Łódź]\xC5 x");
}

TEST_F(WordsTest, CutsBetweenLettersAndDigits) {
  EXPECT_EQ(marked("the iPhone16 is", "iphone"), "the [iPhone]16 is");
  EXPECT_EQ(marked("the iPhone16 is", "iphone 16"), "the [iPhone16] is");
  EXPECT_EQ(marked("the iPhone 16 is", "iphone16"), "the [iPhone 16] is");
  EXPECT_TRUE(meet("10 km", "10km"));
  EXPECT_FALSE(meet("iPhone 15, 16", "iphone16"));
}

TEST_F(WordsTest, FindsNamesWithSignsByTheirSigns) {
  EXPECT_EQ(marked("Learn C++ today", "c++"), "Learn [C++] today");
  EXPECT_EQ(marked("in C++20.", "C++"), "in [C++]20.");
  EXPECT_TRUE(meet("in C++20.", "c++20"));
  EXPECT_TRUE(meet("Ｃ＃ and F#", "c#"));
  EXPECT_TRUE(meet("Ｃ＃ and F#", "f"));
  EXPECT_TRUE(meet("Notepad++", "note*"));
  EXPECT_TRUE(meet("1+1=2", "1+1"));
  for (const auto* other : {"c'est", "C", "C+", "C#", "c + +", "++c"}) {
    EXPECT_FALSE(meet(other, "C++")) << other;
  }
}

// Letters, marks, signs and broken bytes of many scripts, in any order: a text is found by itself,
// its index is whole, and all of it stands where it stood.
TEST_F(WordsTest, FindsAnyTextByItself) {
  constexpr std::string_view kPieces[] = {
      "a",  "Z",  "9",      "+",      "#",      " ",    ",",      "\u0301", "\u0306",
      "и",  "ё",  "ß",      "ﬁ",      "½",      "ﷺ",    "م",      "\u064E", "क",
      "ि",  "か", "\u3099", "ﾞ",      "ｶ",      "한",   "\u1112", "\u1161", "\u11AB",
      "电", "ก",  "ี",       "\u00AD", "\u200C", "\xC5", "\xFF",   "𝐀",      "②"};
  Random random(7);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += kPieces[random.below(std::size(kPieces))];
    if (match_words(text, false).empty()) continue;
    auto found = marked(text, text);
    EXPECT_NE(found, "") << text;
    std::erase_if(found, [](char c) { return c == '[' || c == ']'; });
    EXPECT_EQ(found, text);
  }
}

TEST_F(WordsTest, LooksForNothingWhereThereIsNoWord) {
  for (const auto* typed : {"", "—", "…", "++", "\u0301", "\u200D", "*", "+*", "\xFF"}) {
    EXPECT_EQ(match_words(typed, false), "") << typed;
  }
}

}  // namespace
}  // namespace heed::store
