#include "heed/choice/stories.h"

#include <gtest/gtest.h>

#include <string>

namespace heed::choice {
namespace {

using Leaders = std::vector<std::size_t>;

Telling telling(std::string_view title, double hours, std::int64_t source = 0,
                std::string_view text = {}, std::string_view address = {}) {
  return {title, text, address, source, hours};
}

// A stream in which the words of the tests are rare.
Rarity stream(const std::vector<Telling>& tellings) {
  std::vector<std::string> filler;
  for (int i = 0; i < 500; ++i) {
    const std::string tag = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26), 'x'};
    filler.push_back("Weekly market notes about " + tag + " and the harbour council");
  }
  std::vector<Rarity::Title> titles;
  for (const auto& t : tellings) {
    filler.push_back(beginning(t.title, t.text));
    titles.push_back({t.source, t.title});
  }
  return Rarity(filler, titles);
}

Leaders leaders(const std::vector<Telling>& tellings, const Decisions& decisions = {}) {
  Leaders out;
  for (const auto& place : Stories(tellings, {}, stream(tellings)).group(decisions)) {
    out.push_back(place.leader);
  }
  return out;
}

TEST(Stories, NearlyTheSameTitleIsTheSameStory) {
  const std::vector<Telling> tellings = {
      telling("Old suspension bridge closes for six months", 0, 1),
      telling("Football: Rovers win again", 1, 2),
      telling("OLD SUSPENSION BRIDGE closes for six months!", 5, 3),
      telling("Old suspension bridge closes for six months", 80, 4),  // outside the window
      telling("北岸地铁三号线今日开通", 3, 5),
      telling("北岸地铁三号线今日开通（图）", 4, 6),
      telling("北岸足球队三比零取胜", 4, 7),
  };
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 0, 3, 4, 4, 6}));
}

TEST(Stories, AreFoundAmongFewItemsToo) {
  const std::vector<Telling> tellings = {telling("Rovers win the football cup final", 0, 1),
                                         telling("Rovers win football cup final!", 1, 2),
                                         telling("Council approves the new tram line", 1, 3)};
  std::vector<std::string> texts;
  for (const auto& t : tellings) texts.push_back(beginning(t.title, t.text));
  const auto places = Stories(tellings, {}, Rarity(texts)).group();
  EXPECT_EQ(places[1].leader, 0u);
  EXPECT_EQ(places[2].leader, 2u);
}

TEST(Stories, OneSourcesColumnIsNewEachDay) {
  const std::vector<Telling> tellings = {telling("Questions from the postbag, answered", 0, 1),
                                         telling("Questions from the postbag, answered", 48, 1),
                                         telling("Questions from the postbag, answered", 49, 1)};
  const auto found = leaders(tellings);
  EXPECT_EQ(found[1], 1u) << "another day's";
  EXPECT_EQ(found[2], 1u) << "the same day's, sent again";
}

TEST(Stories, PiecesOfAColumnAtAddressesOfTheirOwnStayApart) {
  const std::string_view text =
      "Grandmaster puzzles of the finest kind, with hints below the fold.";
  const std::vector<Telling> tellings = {
      telling("Sudoku of the day", 0, 1, "", "https://a.example/0309"),
      telling("Sudoku of the day", 2, 1, "", "https://a.example/0310"),
      telling("Obituary", 3, 2, "Hans Meier, carpenter in Ellery, aged 81.", "https://b.example/1"),
      telling("Obituary", 4, 2, "Erna Schulz, baker in Wexford, aged 77.", "https://b.example/2"),
      telling("Grandmaster puzzle", 5, 3, text, "https://c.example/1"),
      telling("Grandmaster puzzle", 6, 3, text, "https://c.example/1-again"),
  };
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 2, 3, 4, 4}));
}

TEST(Stories, SeriesThatNameDifferentThingsStayApart) {
  const std::vector<Telling> tellings = {
      telling("Saltmarsh University opens its master's admissions", 0, 1),
      telling("Brookfield University opens its master's admissions", 1, 1),
      telling("Evening notes of 8 May for listed companies", 0, 3),
      telling("Evening notes of 16 May for listed companies", 0, 3),
      telling("东南大学2012年硕士研究生招生简章", 0, 2),
      telling("深圳大学2012年硕士研究生招生简章", 0, 2),
      telling("南开大学2012年硕士研究生招生简章", 0, 2)};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 2, 3, 4, 5, 6}));
}

TEST(Stories, OneSourcesTitlesOfOneFormNameDifferentThings) {
  const std::string body = "Monthly dividend of seven cents, against seven before.";
  const std::vector<Telling> tellings = {
      telling("Larkspur Insured Coastal Fund sets payout", 0, 1, body),
      telling("Larkspur Insured Mountain Fund sets payout", 0, 1, body),
      telling("Larkspur Insured Mountain Fund set payout (corrected)", 1, 1, body)};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 1}));
}

TEST(Stories, WhatIsAddedOrShortenedChangesNoTitle) {
  const std::vector<Telling> tellings = {
      telling("Ashgrove says lower costs help return to profits", 0, 1),
      telling("Ashgrove says lower costs helped in return to profits", 1, 1),
      telling("北岸四环88平米在售均价16000元", 0, 2),
      telling("北岸四环88平米户型在售均价16000", 0, 2)};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 0, 2, 2}));
}

TEST(Stories, OtherWordsWithTheSameNamesAreTheSameStory) {
  const std::vector<Telling> tellings = {
      telling("Yarrow to buy Netwhistle for 430 million", 0, 1,
              "Yarrow will acquire the security firm Netwhistle in a cash deal."),
      telling("Update: Yarrow acquires Netwhistle", 3, 2,
              "The takeover of Netwhistle, at 430 million in cash, was announced today."),
      telling("Yarrow raises its dividend", 4, 3, "Shareholders will be paid in May.")};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 0, 2}));
}

TEST(Stories, WhatFitsTheLeaderAloneIsNotDrawnIn) {
  const std::vector<Telling> tellings = {
      telling("Storm Adelheid floods the old town", 0, 1),
      telling("Adelheid floods the old town", 0, 2, "Water rose on Monday."),
      telling("Floods in the old town after Adelheid", 0, 3, "Monday's water is gone."),
      telling("Storm Adelheid returns to the town", 0, 4, "Gusts were felt on Thursday.")};
  EXPECT_TRUE(Stories(tellings, {}, stream(tellings)).compare(3, 0));
  EXPECT_EQ(leaders(tellings), (Leaders{0, 0, 0, 3}));
}

TEST(Stories, AnItemJoinsTheLikestStory) {
  const std::vector<Telling> tellings = {
      telling("Adelheid floods the old town", 0, 1),
      telling("Yarrow buys Netwhistle as Adelheid floods the old town", 0, 2),
      telling("Yarrow buys Netwhistle as Adelheid floods the town", 0, 3)};
  EXPECT_TRUE(Stories(tellings, {}, stream(tellings)).compare(2, 0));
  Decisions apart;
  apart.apart = {{0, 1}};
  EXPECT_EQ(leaders(tellings, apart), (Leaders{0, 1, 1}));
}

TEST(Stories, TheSameTextOrAddressJoinsUnderAnyTitle) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "word" + std::to_string(i * i) + " ";
  const std::string noted = text + "and a note";  // a telling only looks at its words
  const std::vector<Telling> tellings = {telling("A headline", 0, 1, text),
                                         telling("Quite another", 1, 2, noted),
                                         telling("Third thing", 1, 3, "", "https://a.example/x"),
                                         telling("Something else", 1, 4, "", "https://a.example/x"),
                                         telling("Nothing of the kind", 1, 5, "short")};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 0, 2, 2, 4}));
  const Stories stories(tellings, {}, stream(tellings));
  EXPECT_EQ(stories.compare(0, 1)->reason, Reason::text);
  EXPECT_EQ(stories.compare(2, 3)->reason, Reason::address);
  EXPECT_FALSE(stories.compare(0, 4));
}

TEST(Stories, AnAddressThatItemsOfOneSourceShareTellsNothing) {
  const std::vector<Telling> notes = {telling("Good morning", 0, 1, "", "https://a.example/notes"),
                                      telling("About chess", 1, 1, "", "https://a.example/notes")};
  EXPECT_EQ(leaders(notes), (Leaders{0, 1}));
}

TEST(Stories, PlacesInOnePageAreDifferentThings) {
  const std::vector<Telling> tellings = {
      telling("Vector indexes in all regions", 0, 1, "", "https://a.example/notes#vectors"),
      telling("Rapid channel moves on", 1, 2, "", "https://a.example/notes#rapid"),
      telling("Everything new this week", 2, 3, "", "https://a.example/notes"),
  };
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 0}));
}

TEST(Stories, WhatWasTakenOutDrawsNobodyAlong) {
  const std::vector<Telling> tellings = {
      telling("Old suspension bridge closes for six months", 0, 1),
      telling("Old suspension bridge closes for six months!", 1, 2),
      telling("OLD suspension bridge closes for six months", 2, 3),
  };
  EXPECT_EQ(leaders(tellings, {{}, {{0, 2}}, {0}}), (Leaders{0, 1, 1})) << "1 came in later";
}

TEST(Stories, VectorsHelpWhereTheEncoderReadsTheScript) {
  const std::vector<Telling> tellings = {telling("Storm Adelheid floods the old town", 0, 1),
                                         telling("Storm Adelheid puts houses under water", 2, 2)};
  const std::vector<float> close = {1, 0, 0.95f, 0.3122f};
  const std::vector<float> far = {1, 0, 0, 1};
  const auto joined = [&](const std::vector<float>& vectors) {
    const Stories stories(tellings, {{vectors, 2}, 0.1, 0.15, false}, stream(tellings));
    return stories.compare(0, 1).has_value();
  };
  EXPECT_TRUE(joined(close));
  EXPECT_FALSE(joined(far));
}

TEST(Stories, WhatThePersonDecidedComesFirst) {
  const std::vector<Telling> tellings = {telling("Old suspension bridge closes for months", 0, 1),
                                         telling("Old suspension bridge closes for months", 2, 2),
                                         telling("Old suspension bridge closes for months", 1, 3),
                                         telling("Rovers win again", 3, 4)};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 0, 0, 3}));
  Decisions decisions;
  decisions.apart = {{1, 0}};
  EXPECT_EQ(leaders(tellings, decisions), (Leaders{0, 1, 0, 3}));
  decisions.together = {{3, 1}};
  EXPECT_EQ(leaders(tellings, decisions), (Leaders{0, 1, 0, 1}));
  const auto places = Stories(tellings, {}, stream(tellings)).group(decisions);
  EXPECT_EQ(places[3].join->reason, Reason::person);
}

TEST(Stories, WhatThePersonJoinsBringsTwoStoriesTogether) {
  const std::vector<Telling> tellings = {telling("Old suspension bridge closes for months", 0, 1),
                                         telling("Rovers win the football cup final", 1, 2),
                                         telling("Old suspension bridge closes for months", 2, 3),
                                         telling("Rovers win the football cup final", 3, 4)};
  EXPECT_EQ(leaders(tellings), (Leaders{0, 1, 0, 1}));
  Decisions decisions;
  decisions.together = {{3, 2}};
  EXPECT_EQ(leaders(tellings, decisions), (Leaders{0, 0, 0, 0}));
  const auto places = Stories(tellings, {}, stream(tellings)).group(decisions);
  EXPECT_FALSE(places[0].join);
  EXPECT_EQ(places[1].join->reason, Reason::person);
  EXPECT_EQ(places[3].join->reason, Reason::person);
  decisions.apart = {{1, 0}};  // stays behind
  EXPECT_EQ(leaders(tellings, decisions), (Leaders{0, 1, 0, 0}));
}

TEST(Stories, TheSameTitleOverTextsOfOtherThingsTellsNothing) {
  const std::vector<Telling> tellings = {
      telling("Episode 12", 0, 1, "Two hikers talk about boots and rain in the Alps of Piedmont."),
      telling("Episode 12", 1, 2, "A composer explains how she wrote a string quartet in winter."),
      telling("Episode 12", 2, 3, "Two hikers talk about their boots and about rain in the Alps."),
      telling("Episode 12", 3, 4)};
  const auto found = leaders(tellings);
  EXPECT_EQ(found[1], 1U);
  EXPECT_EQ(found[2], 0U);
}

TEST(Stories, EmptyAndTinyTitlesSayNothing) {
  const std::vector<Telling> tellings = {telling("Today", 0, 1), telling("Today", 1, 2),
                                         telling("", 1, 3), telling("", 1, 4),
                                         telling("\xff\xfe", 1, 5)};
  EXPECT_EQ(leaders(tellings)[3], 3u);
  EXPECT_EQ(leaders(tellings)[4], 4u);
}

TEST(Telling, SketchesEstimateWhatTextsShare) {
  std::string a, b;
  for (int i = 0; i < 400; ++i) {
    a += "w" + std::to_string(i) + " ";
    b += "w" + std::to_string(i + 100) + " ";
  }
  EXPECT_EQ(likeness(sketch_of(a), sketch_of(a)), 1);
  EXPECT_NEAR(likeness(sketch_of(a), sketch_of(b)), 0.6, 0.2) << "300 of 500";
  EXPECT_EQ(likeness(sketch_of(""), sketch_of(a)), 0);
}

TEST(Telling, JaccardIsTheShareOfWhatIsCommon) {
  using Set = std::vector<std::uint64_t>;
  EXPECT_EQ(jaccard(Set{1, 2, 3}, Set{2, 3, 4}), 0.5);
  EXPECT_EQ(jaccard({}, {}), 0);
}

}  // namespace
}  // namespace heed::choice
