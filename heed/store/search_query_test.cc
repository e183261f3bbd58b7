#include "heed/store/search_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Time kNow = *parse_rfc3339("2026-03-10T00:00:00Z");

SearchQuery parsed(std::string_view typed) {
  return parse_search(typed, kNow).take();
}
std::string refused(std::string_view typed) {
  const auto query = parse_search(typed, kNow);
  return query ? "taken" : std::string(query.error().what());
}

TEST(SearchQuery, ReadsWordsPhrasesBeginningsAndWhatMustNotOccur) {
  const auto q = parsed("solid \"state of\" batt* -lithium -\"two words\"");
  EXPECT_EQ(q.match, "\"solid\" AND \"state of\" AND \"batt\"*");
  EXPECT_EQ(q.avoid, "\"lithium\" OR \"two words\"");
  EXPECT_EQ(q.words, "solid state of batt*");
}

TEST(SearchQuery, PartsWordsAtBlanksOfAnyKind) {
  const auto q = parsed("技术\u3000电池\u00A0lang:zh");
  EXPECT_EQ(q.match, "\"技术\" AND \"电池\"");
  EXPECT_THAT(q.languages.any, ElementsAre("zh"));
}

TEST(SearchQuery, RefusesContradictionsAndQueriesWithoutEnd) {
  EXPECT_THAT(refused("is:read is:unread"), HasSubstr("no item is both"));
  EXPECT_THAT(refused("is:opened -is:opened"), HasSubstr("no item is both"));
  EXPECT_EQ(refused("is:read -is:unread"), "taken");
  std::string words;
  for (int i = 0; i <= 1000; ++i) words += "w ";
  EXPECT_THAT(refused(words), HasSubstr("more than 1,000"));
}

TEST(SearchQuery, ReadsOrBetweenWords) {
  EXPECT_EQ(parsed("a OR b").match, "(\"a\" OR \"b\")");
  EXPECT_EQ(parsed("x a OR \"b c\" OR d* y").match,
            "\"x\" AND (\"a\" OR \"b c\" OR \"d\"*) AND \"y\"");
  EXPECT_EQ(parsed("a AND b OR c is:unread").match, "\"a\" AND (\"b\" OR \"c\")");
  EXPECT_EQ(parsed("a OR b").words, "a b");
  EXPECT_EQ(parsed("OR").match, "\"OR\"");
  EXPECT_EQ(parsed("\"OR\" b").match, "\"OR\" AND \"b\"");
  EXPECT_EQ(parsed("a or b").match, "\"a\" AND \"or\" AND \"b\"");
  EXPECT_EQ(parsed("a — OR b").match, "(\"a\" OR \"b\")") << "a dash is no word";
  EXPECT_EQ(parsed("🎉 OR cafe").match, "\"cafe\"");
  EXPECT_EQ(parsed("cafe OR 🎉 lang:fr").match, "\"cafe\"");
  EXPECT_EQ(parsed("a OR — OR b").match, "(\"a\" OR \"b\")");
  for (const auto* typed : {"lang:zh OR lang:en", "a OR -b", "is:unread OR a", "-x AND OR b",
                            "is:read AND OR b", "a OR OR b", "OR b", "a OR", "OR is:unread"}) {
    EXPECT_THAT(refused(typed), HasSubstr("OR stands between words")) << typed;
  }
}

TEST(SearchQuery, ReadsOperatorsWithQuotedValuesAndTheirOpposites) {
  const auto q = parsed(
      "source:\"The Post\" -source:times label:energy lang:pt-BR is:unread "
      "is:saved -is:hidden wombat");
  EXPECT_THAT(q.sources.any, ElementsAre("The Post"));
  EXPECT_THAT(q.sources.none, ElementsAre("times"));
  EXPECT_THAT(q.labels.any, ElementsAre("energy"));
  EXPECT_THAT(q.languages.any, ElementsAre("pt-br"));
  EXPECT_EQ(q.read, false);
  EXPECT_THAT(q.feedback.any, ElementsAre("save"));
  EXPECT_THAT(q.feedback.none, ElementsAre("hide"));
  EXPECT_EQ(q.match, "\"wombat\"");
  EXPECT_EQ(parsed("IS:Unread -Source:x").read, false) << "whatever the case";
}

TEST(SearchQuery, ReadsTimesAsDaysMonthsYearsAndAges) {
  EXPECT_EQ(to_rfc3339(*parsed("before:2026-03").before), "2026-03-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:2025").after), "2025-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:7d").after), "2026-03-03T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("-after:7d").before), "2026-03-03T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:90m").after), "2026-03-09T22:30:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:2026-03-09T12:00").after), "2026-03-09T12:00:00Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:2026-03-09T12:00:30").after), "2026-03-09T12:00:30Z");
  EXPECT_EQ(to_rfc3339(*parsed("after:2026-03-09T12:00:00+01:00").after), "2026-03-09T11:00:00Z");
  const auto both = parsed("after:7d after:2d before:1d");
  EXPECT_EQ(to_rfc3339(*both.after), "2026-03-08T00:00:00Z") << "the narrower bound";
  EXPECT_EQ(to_rfc3339(*both.before), "2026-03-09T00:00:00Z");
}

TEST(SearchQuery, KeepsTheMinutesThatItNames) {
  EXPECT_EQ(parsed("minutes<5").below, 5);
  EXPECT_GT(parsed("minutes<=5").below, 5.0);
  EXPECT_EQ(parsed("minutes>=5").least, 5);
  EXPECT_GT(parsed("minutes>5").least, 5.0);
  EXPECT_EQ(parsed("-minutes<5").least, 5) << "not shorter is as long or longer";
  const auto apart = parsed("oil minutes < 5 Minutes >= 2 gas");
  EXPECT_EQ(apart.below, 5);
  EXPECT_EQ(apart.least, 2);
  EXPECT_EQ(apart.match, "\"oil\" AND \"gas\"");
  EXPECT_EQ(parsed("5 minutes ago").match, "\"5\" AND \"minutes\" AND \"ago\"");
}

TEST(SearchQuery, RefusesUnknownOperatorsAndBrokenValuesWithTheList) {
  for (const auto* typed :
       {"colour:red", "source:", "is:blue", "before:soon", "minutes<x", "minutes<-1", "minutes:5",
        "minutes=1", "minutes = 1", "minutes <", "lang:x", "label:\"\""}) {
    EXPECT_THAT(refused(typed), HasSubstr("source: label: lang:")) << typed;
  }
}

TEST(SearchQuery, TakesForWordsWhatOnlyLooksLikeAnOperator) {
  for (const auto* typed :
       {"https://a.example/b", "12:30", "\"colour:red\"", "C++:", "a<b", "电:池", "Re:"}) {
    const auto q = parsed(typed);
    EXPECT_FALSE(q.narrowed()) << typed;
    EXPECT_FALSE(q.match.empty()) << typed;
  }
  EXPECT_TRUE(parsed(" - ").empty());
}

}  // namespace
}  // namespace heed::store
