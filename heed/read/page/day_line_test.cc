#include "heed/read/page/day_line.h"

#include <gtest/gtest.h>

#include "heed/read/date.h"

namespace heed::read {
namespace {

std::string day_in(std::string_view line) {
  const auto day = parse_date(part_published(line));
  return day ? to_rfc3339(*day).substr(0, 10) : "";
}

TEST(DayLine, SaysTheDayOfPublicationBesideThatOfAnUpdate) {
  for (const auto* line :
       {"Published Nov 5, 2024, updated Nov 6, 2024",
        "Publié le 5 novembre 2024 à 06h00, modifié le 6 novembre 2024 à 10h12",
        "Veröffentlicht am 05.11.2024 um 08:00 Uhr, aktualisiert am 06.11.2024",
        "Last updated: November 6, 2024. Originally published: November 5, 2024",
        "Actualizado el 6 de noviembre de 2024. Publicado el 5 de noviembre de 2024",
        "Опубликовано 5 ноября 2024, обновлено 6 ноября 2024",
        "公開日：2024.11.05 更新日：2024.11.06", "发布时间：2024年11月5日 更新时间：2024年11月6日",
        "입력 2024.11.05. 오후 6:05 수정 2024.11.06.", "Nov 5, 2024 (updated Nov 6, 2024)",
        "November 5, 2024 | Updated: November 6, 2024, 10:05"}) {
    EXPECT_EQ(day_in(line), "2024-11-05") << line;
    EXPECT_TRUE(is_day_alone(part_published(line))) << line;
  }
}

TEST(DayLine, IsWholeWhereItSaysOneDay) {
  for (const auto* line :
       {"Updated Nov 6, 2024", "Published Nov 5, 2024", "Stand: 05. Februar 2020",
        "Published Nov 5, 2024, updated by the editors", "Nov 5, 2024", "a republic", ""}) {
    EXPECT_EQ(part_published(line), line);
  }
}

TEST(DayLine, GivesTheDayBesideWhoWroteItAndWhereItIsFrom) {
  for (const auto* line :
       {"Posted by Tom Hall on 5 November 2024", "Written by Tom Hall on November 5, 2024",
        "November 5, 2024 by Tom Hall", "Publié le 5 novembre 2024 à 10h30 par Tom Hall",
        "Published: November 5, 2024 10:00 AM EST | Updated: November 6, 2024",
        "·2024年11月05日 18:25", "2024-11-05 10:20 来源：海边日报 作者：李明"}) {
    const auto day = parse_date(day_part(line));
    ASSERT_TRUE(day) << line;
    EXPECT_EQ(to_rfc3339(*day).substr(0, 10), "2024-11-05") << line;
    EXPECT_TRUE(is_day_alone(day_part(line))) << line;
  }
  const auto* sentence = "On 5 November 2024 by a narrow vote of all the members";
  EXPECT_EQ(day_part(sentence), sentence);
}

TEST(DayLine, HasADayWithItsYearAlone) {
  EXPECT_TRUE(is_day_alone("Published on 3 March 2024, 10:20"));
  EXPECT_TRUE(is_day_alone("发布时间：2024年11月5日 18:05"));
  EXPECT_FALSE(is_day_alone("3 March"));
  EXPECT_FALSE(is_day_alone("On 3 March 2024 the river rose and fell again"));
}

}  // namespace
}  // namespace heed::read
