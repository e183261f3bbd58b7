#include "heed/choice/evidence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>

#include "heed/choice/alignment.h"
#include "heed/choice/weekdays.h"

namespace heed::choice {
namespace {

Rarity stream() {
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back("Notes about the market and the harbour council");
  return Rarity(texts);
}

Evidence between(const Telling& x, const Telling& y) {
  const auto rarity = stream();
  return evidence(x, y, signature_of(x, rarity), signature_of(y, rarity));
}

constexpr Telling kBridge = {"Ellery bridge closes on Monday", "Cracks of 12 mm were found.", "", 1,
                             0};

TEST(Evidence, MeasuresWhatIsSharedAndWhatIsNot) {
  const auto same = between(kBridge, kBridge);
  EXPECT_NEAR(same.clues[kMost], 1, 1e-12);
  EXPECT_NEAR(same.clues[kWords], 1, 1e-12);
  EXPECT_EQ(same.clues[kAlone], 0);
  EXPECT_EQ(same.clues[kPhrases], 1);
  EXPECT_NEAR(same.clues[kContained], 1, 1e-12);
  EXPECT_EQ(same.clues[kOwnNumbers], 0);
  EXPECT_GT(same.clues[kNumbers], 0);
  EXPECT_TRUE(same.one_source);

  const auto other =
      between(kBridge, {"Ellery tunnel opens on Thursday", "It is 900 m long.", "", 2, 36});
  EXPECT_LT(other.clues[kWords], 0.5);
  EXPECT_GT(other.clues[kAlone], 0.8);
  EXPECT_GT(other.clues[kOwnNumbers], 0);
  EXPECT_EQ(other.clues[kOtherDay], 1);
  EXPECT_EQ(other.clues[kDays], 1.5);
  EXPECT_FALSE(other.one_source);
}

TEST(Evidence, IsTheSameFromBothSides) {
  const Telling other = {"Bridge at Ellery to close", "Engineers saw cracks.", "", 2, 5};
  EXPECT_EQ(between(kBridge, other).clues, between(other, kBridge).clues);
}

TEST(Evidence, ATitleThatComesBackSaysLess) {
  const std::vector<Rarity::Title> titles(6, {1, "Ellery bridge closes on Monday"});
  const auto series = [&](const Telling& x, const Telling& y, std::size_t held) {
    const Rarity rarity({}, std::span(titles).first(held));
    return evidence(x, y, signature_of(x, rarity), signature_of(y, rarity)).clues[kSeries];
  };
  const Telling elsewhere = {kBridge.title, kBridge.text, "", 2, 0};
  const Telling other = {"Ferry sails at 9", "Cracks of 12 mm were found.", "", 1, 0};
  EXPECT_EQ(series(kBridge, kBridge, 2), 0) << "the two themselves";
  EXPECT_NEAR(series(kBridge, kBridge, 6), std::log(5), 1e-12);
  EXPECT_NEAR(series(kBridge, other, 6), std::log(6), 1e-12);
  EXPECT_EQ(series(kBridge, elsewhere, 6), 0) << "one source's habit";
  EXPECT_EQ(series(kBridge, other, 0), 0) << "titles that were not counted";
}

TEST(Evidence, PartsAddUp) {
  auto found = between(kBridge, {"Bridge at Ellery to close", "", "", 2, 5});
  for (const bool vectors : {false, true}) {
    found.vectors = vectors;
    found.clues[kVectors] = 3;
    const auto weighed = weigh(found);
    EXPECT_NEAR(std::accumulate(weighed.parts.begin(), weighed.parts.end(), weighed.start),
                weighed.log_odds, 1e-12);
    EXPECT_EQ(weighed.parts[kVectors] != 0, vectors) << "vectors count where there are any";
  }
}

TEST(Evidence, OtherDaysAndNumbersSpeakAgainst) {
  for (const auto clue : {kOtherDay, kOwnNumbers, kReplaced, kDays, kAlone, kSeries}) {
    for (const bool one_source : {false, true}) {
      for (const bool vectors : {false, true}) {
        if (!one_source && (clue == kSeries || (clue == kAlone && vectors))) continue;
        Evidence found;
        found.one_source = one_source;
        found.vectors = vectors;
        const double without = weigh(found).log_odds;
        found.clues[clue] = 1;
        EXPECT_LT(weigh(found).log_odds, without) << kClueNames[clue];
      }
    }
  }
}

unsigned days_in(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(text, scratch, words);
  return weekdays(words);
}

TEST(Weekdays, AreKnownInSeveralLanguages) {
  EXPECT_EQ(days_in("On Monday, not before SUNDAY"), 0b1000001U);
  EXPECT_EQ(days_in("am Mittwoch"), days_in("le mercredi"));
  EXPECT_EQ(days_in("el miércoles"), days_in("周三"));
  EXPECT_EQ(days_in("星期天"), days_in("в воскресенье"));
  EXPECT_EQ(days_in("礼拜五"), days_in("суббота и пятница") & days_in("金曜日"));
  EXPECT_EQ(days_in("среда"), days_in("среду"));
  EXPECT_EQ(days_in("水曜日"), days_in("Wednesday"));
  EXPECT_EQ(days_in("三周年 mondays 日本"), 0U);
}

TEST(Alignment, TellsWhatReplacesFromWhatIsAdded) {
  using Title = std::vector<std::string>;
  const Title fund = {"coastal", "fund", "sets", "payout"};
  EXPECT_TRUE(replaces(fund, Title{"mountain", "fund", "sets", "payout"}));
  EXPECT_FALSE(replaces(fund, Title{"coastal", "fund", "sets", "monthly", "payout"}));
  EXPECT_FALSE(replaces(fund, fund));
  EXPECT_FALSE(replaces(fund, {}));
}

}  // namespace
}  // namespace heed::choice
