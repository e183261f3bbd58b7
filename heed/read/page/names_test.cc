#include "heed/read/page/names.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

struct Case {
  const char* written;
  const char* name;  // or "" where none stands there
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.written;
}

class Bylines : public testing::TestWithParam<Case> {};

TEST_P(Bylines, AreNames) {
  EXPECT_EQ(names_in_byline(GetParam().written), GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(
    WithWordsAround, Bylines,
    testing::Values(
        Case{"By Jane Doe", "Jane Doe"}, Case{"Written by: Jane Doe", "Jane Doe"},
        Case{"| Autor: Jane Doe", "Jane Doe"}, Case{", par Jane Doe", "Jane Doe"},
        Case{"Artikel von: Jane Doe", "Jane Doe"}, Case{"Bylund, Eva", "Bylund, Eva"},
        Case{"'Jane Doe, John Roe'", "Jane Doe, John Roe"}, Case{"„Jane Doe“ —", "Jane Doe"},
        Case{"Jane Doe March 11, 2015 3:46 PM", "Jane Doe"}, Case{"Jane Doe at 18:52", "Jane Doe"},
        Case{"von Jane Doe am 26/10/13, 03:48 pm", "Jane Doe"},
        Case{"Jane Doe, 01.12.2021", "Jane Doe"}, Case{"Jane Doe Alle Artikel", "Jane Doe"},
        Case{"Jane Doe @jane -", "Jane Doe"}, Case{"Jane Doe | Share", "Jane Doe"},
        Case{"Jane Doe - http://doe.example", "Jane Doe"},
        Case{"Jane Doe (with John Roe)", "Jane Doe (with John Roe)"},
        Case{"View all posts by Jane Doe", "Jane Doe"}));

INSTANTIATE_TEST_SUITE_P(
    WithLabelsOfManyLanguages, Bylines,
    testing::Values(Case{"Автор: Иван Петров", "Иван Петров"},
                    Case{"Текст: Иван Петров", "Иван Петров"},
                    Case{"Yazar: Ali Yılmaz", "Ali Yılmaz"}, Case{"作者：张三", "张三"},
                    Case{"文 / 张三", "张三"}, Case{"文／张三", "张三"},
                    Case{"文：山田太郎", "山田太郎"}, Case{"记者 张三", "张三"},
                    Case{"홍길동 기자", "홍길동"}, Case{"홍길동 기자 hong@x.example", "홍길동"},
                    Case{"نویسنده: علی رضایی", "علی رضایی"},
                    Case{"Ein Gastbeitrag von Anna Müller", "Anna Müller"},
                    Case{"Jean-François D’Ormesson (avec AFP)", "Jean-François D’Ormesson"}));

INSTANTIATE_TEST_SUITE_P(
    AsTheyAre, Bylines,
    testing::Values(Case{"Jane Doe and John Roe", "Jane Doe and John Roe"},
                    Case{"happyface313", "happyface313"}, Case{"Di Wang", "Di Wang"},
                    Case{"Von der Leyen", "Von der Leyen"},
                    Case{"Miles Standish", "Miles Standish"}, Case{"Bündnis 90", "Bündnis 90"},
                    Case{"admin", "admin"},
                    Case{"Autoren der Wikimedia-Projekte", "Autoren der Wikimedia-Projekte"},
                    Case{"Автор канала", "Автор канала"}, Case{"Text", "Text"},
                    Case{"文在寅", "文在寅"}, Case{"Doe, John", "Doe, John"},
                    Case{"Jane May", "Jane May"}, Case{"焦鹏", "焦鹏"}));

INSTANTIATE_TEST_SUITE_P(
    OfNobody, Bylines,
    testing::Values(Case{"Sign In| Sign Up| Subscribe Show Menu My Pages", ""},
                    Case{"No Author", ""}, Case{"Authority control", ""}, Case{"Posted on", ""},
                    Case{"3 March 2015", ""}, Case{"28", ""}, Case{"9 articles", ""},
                    Case{"news.example", ""}, Case{"https://news.example/jane", ""},
                    Case{"Acme GmbH www.acme.example", ""}, Case{"Made with Drupal by Acme", ""},
                    Case{"The committee met on and off for two weeks in the old town hall", ""},
                    Case{"By", ""}, Case{"", ""}));

}  // namespace
}  // namespace heed::read
