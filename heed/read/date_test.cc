#include "heed/read/date.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace heed::read {
namespace {

struct Case {
  const char* written;
  const char* meant;  // RFC 3339, or "" where no day can be made out
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.written;
}

// In RFC 3339, or "".
std::string date(std::string_view text) {
  const auto time = parse_date(text);
  return time ? to_rfc3339(*time) : "";
}

class Dates : public testing::TestWithParam<Case> {};

TEST_P(Dates, AreRead) {
  EXPECT_EQ(date(GetParam().written), GetParam().meant);
}

// RFC 822 and 2822 (section 3.3), with the zone names of section 4.3 and those in the wild.
INSTANTIATE_TEST_SUITE_P(
    Mail, Dates,
    testing::Values(Case{"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
                    Case{"Thu, 1 Jan 04 19:48 GMT", "2004-01-01T19:48:00Z"},
                    Case{"1 Jan 2004 19:48:21 -0500", "2004-01-02T00:48:21Z"},
                    Case{"Thu, 01 Jan 2004 19:48:21 EST", "2004-01-02T00:48:21Z"},
                    Case{"Thu, 01 Jul 2004 19:48:21 EDT", "2004-07-01T23:48:21Z"},
                    Case{"Thu, 01 Jan 2004 19:48:21 PST", "2004-01-02T03:48:21Z"},
                    Case{"Thu, 31 Jun 2004 19:48:21 GMT", ""},
                    Case{"Thu,  1 Jan 2004 00:00:00 +0000", "2004-01-01T00:00:00Z"},
                    Case{"Thu, 01 January 2004 07:48:21 PM", "2004-01-01T19:48:21Z"},
                    Case{"Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"}));

// The usual way is read by its places, every other by its words: both mean the same.
TEST(Dates, MeanTheSameHoweverManyBlanksTheyHave) {
  const char* const weekdays[] = {"Mon", "TUE", "Wed", "thu", "Fri", "Sat", "Sun", "Mar"};
  const char* const months[] = {"Jan", "Feb", "MAR", "apr", "May", "Jun", "Jul",
                                "Aug", "Sep", "Oct", "Nov", "Dec", "Mai"};
  const char* const zones[] = {"GMT", "+0000", "-0530", "+1400", "EST", "+5", "+25:00", "(x)"};
  for (int n = 0; n < 20000; ++n) {
    const auto written = [&](const char* blank) {
      return fmt::format("{},{}{:02} {} {:04} {:02}:{:02}:{:02} {}", weekdays[n % 8], blank, n % 33,
                         months[n % 13], n % 2100, n % 26, n % 61, n % 62, zones[n / 7 % 8]);
    };
    const auto time = parse_date(written(" "));
    EXPECT_EQ(time, parse_date(written("  "))) << written(" ");
  }
  EXPECT_EQ(to_rfc3339(*parse_date("Mon, 02 Nov 2026 10:20:30 +0530")), "2026-11-02T04:50:30Z");
}

// ISO 8601 in the cuts of W3CDTF and beyond.
INSTANTIATE_TEST_SUITE_P(Iso, Dates,
                         testing::Values(Case{"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
                                         Case{"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"},
                                         Case{"2003-12-31T10:14:55.123Z", "2003-12-31T10:14:55Z"},
                                         Case{"2003-12-31T 10:14:55-08:00", "2003-12-31T18:14:55Z"},
                                         Case{"2003-12-31", "2003-12-31T00:00:00Z"},
                                         Case{"2003-12", "2003-12-01T00:00:00Z"},
                                         Case{"2003", "2003-01-01T00:00:00Z"},
                                         Case{"20031231", "2003-12-31T00:00:00Z"},
                                         Case{"2003-365", "2003-12-31T00:00:00Z"},
                                         Case{"2004-02-29T12:00Z", "2004-02-29T12:00:00Z"},
                                         Case{"2003-02-29T12:00Z", ""}));

INSTANTIATE_TEST_SUITE_P(Words, Dates,
                         testing::Values(Case{"March 3, 2024", "2024-03-03T00:00:00Z"},
                                         Case{"3 mars 2024", "2024-03-03T00:00:00Z"},
                                         Case{"2024年3月5日", "2024-03-05T00:00:00Z"},
                                         Case{"1709600000", "2024-03-05T00:53:20Z"},
                                         Case{"1709600000123", "2024-03-05T00:53:20Z"},
                                         Case{"soon", ""}, Case{"", ""},
                                         Case{"99999999999999999999", ""}));

// Between dots the day comes first, and a year has two digits or four.
INSTANTIATE_TEST_SUITE_P(Numbers, Dates,
                         testing::Values(Case{"02.11.22", "2022-11-02T00:00:00Z"},
                                         Case{"2.11.22", "2022-11-02T00:00:00Z"},
                                         Case{"02.11.2022", "2022-11-02T00:00:00Z"},
                                         Case{"98.12.31", "1998-12-31T00:00:00Z"},
                                         Case{"03-12-31", "2003-12-31T00:00:00Z"},
                                         Case{"02/11/22", "2022-02-11T00:00:00Z"},
                                         Case{"12/25/2022", "2022-12-25T00:00:00Z"},
                                         Case{"25/12/2022", "2022-12-25T00:00:00Z"},
                                         Case{"1.2.3", ""}, Case{"2/11/202", ""}));

// The year first, in Korea and in Hungary; blanks after the dots, in Bohemia too.
INSTANTIATE_TEST_SUITE_P(Spaced, Dates,
                         testing::Values(Case{"2025. 3. 4.", "2025-03-04T00:00:00Z"},
                                         Case{"2025. 3. 4. 오후 3:20", "2025-03-04T06:20:00Z"},
                                         Case{"2025년 3월 4일 오후 3시 20분",
                                              "2025-03-04T06:20:00Z"},
                                         Case{"2025年3月4日 午後3時05分", "2025-03-04T15:05:00Z"},
                                         Case{"２０２５年３月４日", "2025-03-04T00:00:00Z"},
                                         Case{"2025. március 7.", "2025-03-07T00:00:00Z"},
                                         Case{"2025. március 7-én", "2025-03-07T00:00:00Z"},
                                         Case{"2. 3. 2025", "2025-03-02T00:00:00Z"},
                                         Case{"7. 10. 2025 10:30", "2025-10-07T10:30:00Z"},
                                         Case{"2025. 3. 4. 10:30", "2025-03-04T10:30:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Clocks, Dates,
    testing::Values(Case{"2. maj 2025 14.05.06 CEST", "2025-05-02T12:05:06Z"},
                    Case{"2.3.2025 klo 14.05", "2025-03-02T14:05:00Z"},
                    Case{"Publié le 7 octobre 2025 à 10h30", "2025-10-07T10:30:00Z"},
                    Case{"7 October 2025, 12.99", "2025-10-07T00:00:00Z"},
                    Case{"25\u200f/03\u200f/2025، 2:05:06 م EET", "2025-03-25T12:05:06Z"},
                    Case{"Mar 2, 2025, 2:05:06\u202fPM", "2025-03-02T14:05:06Z"},
                    Case{"14:05:06 2 thg 3, 2025 GMT+07:00", "2025-03-02T07:05:06Z"},
                    Case{"发布时间：2025年3月2日 14：05", "2025-03-02T14:05:00Z"},
                    Case{"公開日：2025.03.02", "2025-03-02T00:00:00Z"}));

// Weekdays that begin as a month does, or are one when short.
INSTANTIATE_TEST_SUITE_P(
    Weekdays, Dates,
    testing::Values(Case{"Publié le mardi 7 octobre 2025", "2025-10-07T00:00:00Z"},
                    Case{"Martes, 7 de octubre de 2025", "2025-10-07T00:00:00Z"},
                    Case{"martedì 7 ottobre 2025", "2025-10-07T00:00:00Z"},
                    Case{"mar, 07 avr 2026 10:00:00 +0200", "2026-04-07T08:00:00Z"},
                    Case{"mar. 7 mars 2026", "2026-03-07T00:00:00Z"},
                    Case{"mar 7/10/2025", "2025-07-10T00:00:00Z"},
                    Case{"Mar 3, 2025 (updated Apr 5, 2025)", "2025-03-03T00:00:00Z"},
                    Case{"Martin 7, 2025", ""}));

INSTANTIATE_TEST_SUITE_P(Misspelt, Dates,
                         testing::Values(Case{"12 Febuary 2026", "2026-02-12T00:00:00Z"},
                                         Case{"Septmber 3, 2026", "2026-09-03T00:00:00Z"},
                                         Case{"3 aprill 2026", "2026-04-03T00:00:00Z"},
                                         Case{"12 septembris 2025", "2025-09-12T00:00:00Z"},
                                         Case{"3. janúar 2026", "2026-01-03T00:00:00Z"},
                                         Case{"Sep 12 - Oct 3 2026", "2026-09-12T00:00:00Z"},
                                         Case{"mardi 12, 2026", ""}));

INSTANTIATE_TEST_SUITE_P(
    Months, Dates,
    testing::Values(Case{"7 maart 2025", "2025-03-07T00:00:00Z"},
                    Case{"7 mrt. 2025", "2025-03-07T00:00:00Z"},
                    Case{"7 mei 2025", "2025-05-07T00:00:00Z"},
                    Case{"Publicerad 7 maj 2025 kl. 10:30", "2025-05-07T10:30:00Z"},
                    Case{"den 7. marts 2025", "2025-03-07T00:00:00Z"},
                    Case{"7. desember 2025", "2025-12-07T00:00:00Z"},
                    Case{"7. lokakuuta 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 października 2025", "2025-10-07T00:00:00Z"},
                    Case{"7. března 2025", "2025-03-07T00:00:00Z"},
                    Case{"7. júla 2025", "2025-07-07T00:00:00Z"},
                    Case{"2025. JÚLIUS 7.", "2025-07-07T00:00:00Z"},
                    Case{"7 Noiembrie 2025", "2025-11-07T00:00:00Z"},
                    Case{"7 Ağustos 2025 Perşembe", "2025-08-07T00:00:00Z"},
                    Case{"Selasa, 7 Oktober 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 d’octubre de 2025", "2025-10-07T00:00:00Z"},
                    Case{"Ngày 7 tháng 10 năm 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 Октября 2025 г.", "2025-10-07T00:00:00Z"},
                    Case{"7 жовтня 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 кастрычніка 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 октомври 2025", "2025-10-07T00:00:00Z"},
                    Case{"7. октобра 2025.", "2025-10-07T00:00:00Z"},
                    Case{"7 Οκτωβρίου 2025", "2025-10-07T00:00:00Z"},
                    Case{"٧ أكتوبر ٢٠٢٥", "2025-10-07T00:00:00Z"},
                    Case{"7 تشرين الأول 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 اکتوبر 2025", "2025-10-07T00:00:00Z"},
                    Case{"7 באוקטובר 2025", "2025-10-07T00:00:00Z"}, Case{"۱۴۰۴/۰۷/۱۵", ""}));

TEST(Dates, HaveTheOrderOfTheirLanguage) {
  const auto read = [](const char* text, const char* language) {
    const auto date = parse_date(text, day_order_of(language));
    return date ? to_rfc3339(*date).substr(0, 10) : "";
  };
  for (const auto* language : {"pt", "pt-BR", "de", "fr_FR", "en-GB", "en-au"}) {
    EXPECT_EQ(read("04/05/2022", language), "2022-05-04") << language;
    EXPECT_EQ(read("04/05/22", language), "2022-05-04") << language;
    EXPECT_EQ(read("04-05-22", language), "2022-05-04") << language;
    EXPECT_EQ(read("05/13/2022", language), "2022-05-13") << language;
  }
  for (const auto* language : {"en", "en-US", ""}) {
    EXPECT_EQ(read("04/05/2022", language), "2022-04-05") << language;
    EXPECT_EQ(read("04.05.22", language), "2022-05-04") << language;
    EXPECT_EQ(read("04-05-22", language), "2004-05-22") << language;
  }
  EXPECT_EQ(read("22/05/04", "ja"), "2022-05-04");
  EXPECT_EQ(read("2022/05/04", "pt"), "2022-05-04");
}

TEST(Date, ReadsTheUsualForms) {
  for (const auto* text : {"Mon, 02 Mar 2026 14:05:06 GMT",
                           "2 Mar 2026 14:05:06 +0000",
                           "Mon, 2 March 26 09:05:06 EST",
                           "2026-03-02T14:05:06Z",
                           "2026-03-02T15:05:06.123+01:00",
                           "2026-03-02 14:05:06",
                           "20260302T14:05:06Z",
                           "Mon Mar 2 14:05:06 2026",
                           "Mon Mar 2 14:05:06 +0000 2026",
                           "March 2, 2026 2:05:06 PM",
                           "02.03.2026 14:05:06",
                           "2026/03/02 14:05:06",
                           "Mon, 02 Mar 2026 14:05:06 UT",
                           "Mon, 02 Mar 2026 07:05:06 PDT",
                           "1772460306",
                           "2026年03月02日 14:05:06",
                           "2026년 03월 02일 23:05:06",
                           "2026年3月2日 22:05:06 CST",
                           "Mon, 02 Mar 2026 22:05:06 +0800 (CST)",
                           "2026-03-02 22:05:06 +0800 CST",
                           "Mon Mar 02 2026 22:05:06 GMT+0800 (CST)",
                           "Mon, 02 Mar 2026 08:05:06 CST",
                           "2026-03-02T22:05:06+08:00[Asia/Shanghai]",
                           "20260302T140506Z",
                           "20260302T220506+0800",
                           "Mon, 02 Mar 2026 19:35:06 IST",
                           "Mon, 02 Mar 2026 14:05:06 GMT+00:00",
                           "Mon, 02 Mar 2026 14:05:06 Etc/GMT"}) {
    EXPECT_EQ(date(text), "2026-03-02T14:05:06Z") << text;
  }
}

TEST(Date, ReadsDaysAlone) {
  for (const auto* text : {"2026-03-02", "20260302", "2 Mar 2026", "March 2nd, 2026", "2026-061",
                           "2. März 2026", "2 mars 2026", "3/2/2026", "2026年3月2日"}) {
    EXPECT_EQ(date(text), "2026-03-02T00:00:00Z") << text;
  }
  EXPECT_EQ(date("2026-03"), "2026-03-01T00:00:00Z");
  EXPECT_EQ(date("2026"), "2026-01-01T00:00:00Z");
}

TEST(Date, RefusesWhatIsNone) {
  for (const auto* text : {"", "yesterday", "2026-13-40", "Mon", "32 Mar 2026", "99:99", "....",
                           "2026-02-30T00:00:00Z"}) {
    EXPECT_EQ(date(text), "") << text;
  }
}

}  // namespace
}  // namespace heed::read
