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

TEST(Language, TellsSmallerLanguagesFromTheirNeighbours) {
  EXPECT_EQ(identify_language("Sutra ćemo opet vidjeti gdje su djeca, jer danas nema škole."),
            "hr");
  EXPECT_EQ(identify_language("Jutri bomo spet videli, kje so otroci, ker danes ni šole."), "sl");
  EXPECT_EQ(identify_language("Ons het gister nie geweet waar die kinders is nie."), "af");
  EXPECT_EQ(identify_language("Mae'r plant yn mynd i'r ysgol heddiw, ond nid yw hi yno."), "cy");
  EXPECT_EQ(identify_language("Gaur haurrak eskolara joan dira, baina ez dakit noiz etorri."),
            "eu");
  EXPECT_EQ(identify_language("Onte non puiden falar coa miña irmá porque non había ninguén."),
            "gl");
  EXPECT_EQ(identify_language("Täna me ei tea, kus lapsed on ja miks nad ei tule."), "et");
  EXPECT_EQ(identify_language("Šodien mēs nezinām, kur ir bērni un kāpēc viņi nav mājās."), "lv");
  EXPECT_EQ(identify_language("Šiandien mes nežinome, kur yra vaikai ir kodėl jų nėra namie."),
            "lt");
  EXPECT_EQ(identify_language("Sot nuk e dimë ku janë fëmijët dhe pse nuk kanë ardhur."), "sq");
  EXPECT_EQ(identify_language("Í dag vitum við ekki hvar börnin eru eða hvers vegna."), "is");
  EXPECT_EQ(identify_language("Hindi ko alam kung nasaan ang mga bata ngayon."), "tl");
  EXPECT_EQ(identify_language("Bu gün uşaqlar məktəbə getdi, amma mən evdə oldum."), "az");
}

// Where most words are on no list, a near language's letters prove little.
TEST(Language, LeavesUnknownWhatItHasNoListOf) {
  EXPECT_EQ(
      identify_language("Hodie pueri ad scholam ambulaverunt quod magister eos vocaverat, sed "
                        "puellae domi manserunt ut matrem adiuvarent."),
      "");
  EXPECT_EQ(
      identify_language("Chuaigh na páistí ar scoil inniu mar ghlaoigh an múinteoir orthu, ach "
                        "d'fhan na cailíní sa bhaile chun cabhrú lena máthair."),
      "");
}

TEST(Language, TellsJapaneseFromChineseByTheirCharacters) {
  EXPECT_EQ(identify_language("図書館 検査済"), "ja");
  EXPECT_EQ(identify_language("图书馆检查完成"), "zh");
  EXPECT_EQ(identify_language("圖書館檢查完成"), "zh");
  EXPECT_EQ(settle_language("ja", "東京大学入学式本日午前開始、総理大臣出席予定"), "ja");
  EXPECT_EQ(settle_language("ja", "今天的天气很好,我们去公园。今天的天气很好,我们去公园。"), "zh");
}

// Names and numbers are in no language.
TEST(Language, SaysNothingOfWhatMightBeAny) {
  EXPECT_EQ(identify_language("eBook 3 Pro"), "");
  EXPECT_EQ(identify_language("Samsung Galaxy"), "");
  EXPECT_EQ(identify_language("Kubernetes 1.30"), "");
}

TEST(Language, BelievesADeclarationThatTheScriptAllows) {
  EXPECT_EQ(settle_language("en-GB", "Colour"), "en");
  EXPECT_EQ(settle_language("", "The cat sat on the mat."), "en");
  const std::string german =
      "Der Fluss ist in der Nacht so weit gestiegen, dass die Bauern ihre Tiere auf den Berg "
      "bringen mussten. ";
  EXPECT_EQ(settle_language("en-us", "Der Fluss ist in der Nacht gestiegen"), "en");
  EXPECT_EQ(settle_language("en-us", german), "de");
  EXPECT_EQ(settle_language("en-us", german + german + german + german), "de");
  EXPECT_EQ(settle_language("gsw", german + german + german + german), "gsw");
  EXPECT_EQ(settle_language("en-us", "今天的天气很好,我们去公园。今天的天气很好,我们去公园。"),
            "zh");
}

TEST(Language, DoubtsADeclarationOnlyWhereFewOfItsWordsAreFound) {
  const std::string english =
      "The river has risen so far in the night that the farmers had to bring their animals up.";
  EXPECT_EQ(settle_language("de", english), "en");
  EXPECT_EQ(settle_language("de", "The river has risen"), "de");
  EXPECT_EQ(settle_language("sr",
                            "Danas deca nisu u školi jer je nastavnik rekao da ostanu kod kuće "
                            "i da čitaju svoje knjige, a mi smo svi otišli na posao."),
            "sr");
}

TEST(Language, YieldsOnlyToAScriptThatTheDeclaredLanguageIsNotWrittenIn) {
  struct Case {
    const char *declared, *text, *settled;
  };
  const Case cases[] = {
      {"mr", "आज सकाळी शाळेत मुले आली आणि शिक्षकांनी त्यांना शिकवले.", "mr"},
      {"ne-NP", "आज बिहान विद्यालयमा केटाकेटी आए र शिक्षकले पढाए।", "ne"},
      {"yi", "דער רבי האט געזאגט אז מען דארף לערנען יעדן טאג.", "yi"},
      {"yue", "今日天氣好好，我哋去公園玩，仲食咗好多嘢。今日天氣好好，我哋去公園玩。", "yue"},
      {"kk", "Бүгін балалар мектепке барды, мұғалім оларға кітап оқыды.", "kk"},
      {"en", "आज सुबह बच्चे स्कूल आए और अध्यापक ने उन्हें पढ़ाया।", "hi"},
      {"el", "Сегодня дети пошли в школу, и учитель читал им книгу.", "ru"},
  };
  for (const auto& c : cases) EXPECT_EQ(settle_language(c.declared, c.text), c.settled) << c.text;
}

}  // namespace
}  // namespace heed::read
