#include "heed/app/same_item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/app/test_home.h"

namespace heed::app {
namespace {

using std::chrono::seconds;

constexpr seconds kHour{3600}, kDay{24 * kHour};

// What a document shows at one address; the first is three days old.
struct Shown {
  std::string id, title, words;
  seconds later{0};
  bool is_episode = false;
  std::string link = "https://a.org/page";
};

class SameItem : public HomeTest {
 protected:
  std::string show(const std::vector<Shown>& document) {
    std::vector<read::Item> feed;
    for (const auto& shown : document) {
      auto& one = feed.emplace_back(item(shown.id, shown.title, shown.link, shown.words));
      one.published = kNow - 3 * kDay + shown.later;
      if (shown.is_episode) one.enclosures = {{"https://a.org/a.mp3", "audio/mpeg", {}}};
    }
    const auto counts = store(feed);
    return std::string(static_cast<std::size_t>(counts.added), 'a') +
           std::string(static_cast<std::size_t>(counts.updated), 'u') +
           std::string(static_cast<std::size_t>(counts.unchanged), '-');
  }
};

TEST_F(SameItem, IsToldFromTheNextOfItsPage) {
  struct Case {
    std::string what;
    Shown before, after;
    std::string change;  // "a": added, "u": updated, "-": unchanged
  };
  const std::string p = "https://a.org/page#";
  const Case cases[] = {
      // One title.
      {"an id made anew", {"1", "T", "x"}, {"2", "T", "x"}, "-"},
      {"an id made anew, a slip mended", {"1", "T", "x"}, {"2", "T", "y"}, "u"},
      {"published once more", {"1", "T", "x"}, {"2", "T", "x", kDay}, "-"},
      {"mended on the same day", {"1", "T", "x"}, {"2", "T", "y", kHour}, "u"},
      {"the text of another day", {"1", "T", "x"}, {"2", "T", "y", kDay}, "a"},
      {"a headline of another day", {"1", "T", "x"}, {"2", "T", "", kDay}, "u"},
      {"the next episode", {"1", "T", "x", {}, true}, {"2", "T", "x", kHour, true}, "a"},
      {"an episode with its id made anew",
       {"1", "T", "x", {}, true},
       {"2", "T", "x", {}, true},
       "-"},
      {"no id, a slip mended", {"", "T", "x"}, {"", "T", "y"}, "u"},
      {"no id, mended on the same day", {"", "T", "x"}, {"", "T", "y", kHour}, "u"},
      {"no id, touched", {"", "T", "x"}, {"", "T", "x", kDay}, "-"},
      {"no id, the text of another day", {"", "T", "x"}, {"", "T", "y", kDay}, "a"},
      {"no id, an episode touched", {"", "T", "x", {}, true}, {"", "T", "x", kHour, true}, "-"},
      {"no id, the next episode", {"", "T", "x", {}, true}, {"", "T", "x", kDay, true}, "a"},
      {"its id, whenever", {"1", "T", "x"}, {"1", "T", "y", kDay}, "u"},
      // Two titles.
      {"another entry", {"1", "T", "x"}, {"2", "S", "y", kHour}, "a"},
      {"an id made anew with the title mended", {"1", "T", "x"}, {"2", "S", "x"}, "u"},
      {"no id, the title mended", {"", "T", "x"}, {"", "S", "x", kDay}, "u"},
      {"another place", {"", "T", "x", {}, {}, p + "1"}, {"", "S", "x", {}, {}, p + "2"}, "a"},
      // Ids that count versions.
      {"a version", {p + "0", "T", "x"}, {p + "1", "T", "y", kDay}, "u"},
      {"a version with a new title", {p + "9", "T", "x"}, {p + "10", "S", "y", kHour}, "u"},
      {"a counted entry of another day", {p + "1", "T", "x"}, {p + "2", "S", "y", kDay}, "a"},
      {"a counted post", {"post-3v1", "T", "x"}, {"post-3v2", "S", "y", kDay}, "a"},
      {"a version before", {p + "2", "T", "x"}, {p + "1", "S", "y", -kHour}, "-"},
      {"a paper's version", {"oai:2310.01v1", "T", "x"}, {"oai:2310.01v2", "T", "y", kDay}, "u"},
      {"counted episodes", {p + "1", "T", "x", {}, true}, {p + "2", "S", "x", kDay, true}, "a"},
      {"ids that only end in numbers", {"b-1", "T", "x"}, {"b-2", "T", "y", kDay}, "a"},
      {"a year", {"x#2024", "T", "x"}, {"y#2025", "T", "y", kDay}, "a"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(show({c.before}), "a") << c.what;
    EXPECT_EQ(show({c.after}), c.change) << c.what;
    EXPECT_EQ(show({c.after}), "-") << c.what;
    home.store().database.run("DELETE FROM items");
  }
}

// What a document shows beside one another is not the same, however near.
TEST_F(SameItem, IsToldFromWhatIsShownBesideIt) {
  const Shown a{"a", "News", "eight o'clock"}, b{"b", "News", "nine o'clock", kHour},
      c{"c", "News", "ten o'clock", 2 * kHour};
  EXPECT_EQ(show({b, a}), "aa");
  EXPECT_EQ(show({c, b}), "a-");
  EXPECT_EQ(show({a, b}), "--");

  const std::string p = "https://b.org/changes";
  const Shown one{p + "#1", "Dark mode", "x", {}, {}, p}, two{p + "#2", "Search", "y", kDay, {}, p},
      three{p + "#3", "Undo", "z", 2 * kDay, {}, p};
  EXPECT_EQ(show({two, one}), "aa") << "places, no versions";
  EXPECT_EQ(show({three, two}), "a-");

  const std::string w = "https://c.org/word";
  const Shown monday{"", "Word", "m", {}, {}, w}, tuesday{"", "Word", "t", kDay, {}, w},
      friday{"", "Word", "f", 2 * kDay + 20 * kHour, {}, w};
  EXPECT_EQ(show({tuesday, monday}), "aa");
  EXPECT_EQ(show({friday, monday, tuesday}), "a--");

  const std::string n = "https://d.org/news";
  const Shown cup{"", "Rovers win the cup", "Three goals.", {}, {}, n},
      bridge{"", "Bridge closes", "Cracks were found.", kHour, {}, n},
      rain{"", "Rain", "", kHour, {}, n}, showers{"", "Showers", "", kHour, {}, n};
  EXPECT_EQ(show({cup}), "a");
  EXPECT_EQ(show({bridge, cup}), "a-") << "nor in the place of what is";
  EXPECT_EQ(show({cup, bridge}), "--");
  home.store().database.run("DELETE FROM items");
  EXPECT_EQ(show({rain, showers}), "a-") << "no words tell them apart";
}

TEST_F(SameItem, IsNoOtherEpisodeOfTheDay) {
  std::vector<Shown> hourly;
  for (int i = 0; i < 5; ++i) {
    hourly.push_back({"b" + std::to_string(i), "Bulletin", "The news.", i * kHour, true});
  }
  EXPECT_EQ(show(hourly), "aaaaa");
  EXPECT_EQ(show(hourly), "-----");
}

// The times of what has none say nothing.
TEST_F(SameItem, IsShownTwiceWithoutADate) {
  std::vector<read::Item> twice = {item("1", "T", "https://a.org/1", "the whole"),
                                   item("2", "T", "https://a.org/1", "a summary")};
  for (auto& one : twice) one.published.reset();
  EXPECT_EQ(store(twice).added, 1);
  home.set_now(kNow + kDay);
  EXPECT_EQ(store(twice).unchanged, 2);
}

TEST_F(SameItem, IsKnownByItsTitleWithoutIdAndDate) {
  std::vector<read::Item> two = {item("", "T", "https://a.org/1", "one"),
                                 item("", "S", "https://a.org/1", "other")};
  for (auto& one : two) one.published.reset();
  EXPECT_EQ(store(two).added, 2);
  home.set_now(kNow + kDay);
  EXPECT_EQ(store(two).unchanged, 2);
  two[1].text = "other, mended";
  EXPECT_EQ(store(two).updated, 1);
  EXPECT_THAT(titles(), testing::UnorderedElementsAre("T", "S"));
}

// A site that moves: its ids, then its addresses and titles.
TEST_F(SameItem, IsKnownByTheIdThatItHadLast) {
  const auto then = seconds(61);
  const std::string to = "https://a.org/4-2";
  show({{"http://a.org/?p=4", "T", "x", then, {}, "http://a.org/4"}});
  EXPECT_EQ(show({{"https://a.org/?p=4", "T", "x", then, {}, "https://a.org/4"}}), "u");
  EXPECT_EQ(items(home, {})[0]["url"], "https://a.org/4");
  EXPECT_EQ(show({{"g4", "T", "x", then, {}, "https://a.org/4"}}), "-");
  EXPECT_EQ(show({{"g4", "S", "y", then, {}, to}}), "u");
  EXPECT_EQ(items(home, {})[0]["url"], to);
  EXPECT_EQ(titles().size(), 1u);
  EXPECT_EQ(show({{"g4", "R", "z", kDay, {}, "https://a.org/5"}}), "a") << "one id for all";
}

// A day alone says nothing: it is the words that tell a move from one id for all.
TEST_F(SameItem, IsNoOtherOfItsIdAndDay) {
  const Shown lamp{"deal", "Lamp", "It shines.", {}, {}, "https://a.org/lamp"};
  const Shown chair{"deal", "Chair", "It stands.", {}, {}, "https://a.org/chair"};
  EXPECT_EQ(show({lamp}), "a");
  EXPECT_EQ(show({chair}), "a");
  EXPECT_EQ(show({lamp}), "-");
  EXPECT_EQ(show({chair}), "-");
  EXPECT_EQ(show({{"deal", "A stool", "It stands.", {}, {}, "https://a.org/stool"}}), "a")
      << "the first of that id has other words";
  EXPECT_EQ(show({{"deal", "A lamp", "It shines.", {}, {}, "https://a.org/a-lamp"}}), "u");
}

// An id that two share is neither's in the document that shows both, and either's alone.
TEST_F(SameItem, IsAtItsAddressWhereTwoShareAnId) {
  for (const auto then : {seconds(0), seconds(61)}) {
    Shown a{"x", "A", "of a", then, {}, "https://a.org/a"};
    Shown b{"x", "B", "of b", then, {}, "https://a.org/b"};
    EXPECT_EQ(show({a, b}), "aa");
    EXPECT_EQ(show({b}), "-");
    EXPECT_EQ(show({a}), "-");
    EXPECT_EQ(show({a, b}), "--");
    b.title = "B, mended";
    EXPECT_EQ(show({b}), "u");
    EXPECT_THAT(titles(), testing::UnorderedElementsAre("A", "B, mended"));
    home.store().database.run("DELETE FROM items");
  }
}

TEST_F(SameItem, MovesToHttpsWithItsId) {
  show({{"http://a.org/?p=4", "T", "x", {}, {}, "http://a.org/4"}});
  EXPECT_EQ(show({{"https://a.org/?p=4", "T", "x", {}, {}, "https://a.org/new/4"}}), "u");
  EXPECT_EQ(items(home, {})[0]["url"], "https://a.org/new/4");
}

TEST_F(SameItem, IsNotAtHttpsWhatIsShownAtHttp) {
  const Shown plain{"http://a.org/1", "T", "x", {}, {}, "https://a.org/t"};
  const Shown secure{"https://a.org/1", "S", "y", {}, {}, "https://a.org/s"};
  EXPECT_EQ(show({plain, secure}), "aa");
  EXPECT_EQ(show({secure, plain}), "--");
}

// However many there are: each is weighed against a few, by its words.
TEST_F(SameItem, IsFoundQuicklyAmongManyOfItsPage) {
  std::vector<Shown> series;
  for (int i = 0; i < 520; ++i) {
    series.push_back({"", "Word of the day", "word " + std::to_string(i), -i * kDay});
  }
  EXPECT_EQ(show(series), std::string(520, 'a'));
  EXPECT_EQ(show(series), std::string(520, '-'));
  EXPECT_EQ(show({{"", "Word of the day", "the next", kDay}}), "a");
}

}  // namespace
}  // namespace heed::app
