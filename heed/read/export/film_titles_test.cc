#include "heed/read/export/film_titles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heed::read {
namespace {

using testing::ElementsAre;

// "URL" in a sentence stands for the film's address.
std::vector<std::string> titles(const std::vector<std::string>& sentences) {
  std::vector<WatchedFilm> films;
  for (auto sentence : sentences) {
    auto url = "https://www.youtube.com/watch?v=" + std::to_string(films.size());
    if (const auto at = sentence.find("URL"); at != sentence.npos) sentence.replace(at, 3, url);
    films.push_back({std::move(sentence), std::move(url)});
  }
  const FilmTitles known(films);
  std::vector<std::string> read;
  for (const auto& film : films) read.push_back(known.within(film.sentence));
  return read;
}

TEST(FilmTitles, AreLearntFromFilmsThatAreGone) {
  EXPECT_THAT(titles({"Vous avez regardé Un film", "Ein Film angesehen", "URL angesehen",
                      "Vous avez regardé URL", "Das haben wir angesehen"}),
              ElementsAre("Un film", "Ein Film", "https://www.youtube.com/watch?v=2",
                          "https://www.youtube.com/watch?v=3", "Das haben wir"));
}

TEST(FilmTitles, AreTakenFromLargeLanguagesWhereNoFilmOfTheirsIsGone) {
  EXPECT_THAT(
      titles(
          {"Watched URL", "Watched A film", "„Ein Film“ angesehen", "パンの作り方 を視聴しました"}),
      ElementsAre("https://www.youtube.com/watch?v=0", "A film", "Ein Film", "パンの作り方"));
}

TEST(FilmTitles, AreTakenFromTheSentencesOfLargeLanguages) {
  EXPECT_THAT(titles({"Watched The film", "Watched The life"}),
              ElementsAre("The film", "The life"));
  EXPECT_THAT(titles({"„Ein Film“ angesehen", "Noch einer angesehen"}),
              ElementsAre("Ein Film", "Noch einer"));
  EXPECT_THAT(titles({"Vous avez regardé Le film un", "Vous avez regardé Le film deux"}),
              ElementsAre("Le film un", "Le film deux"));
  EXPECT_THAT(titles({"Hai guardato Uno", "Has visto Dos"}), ElementsAre("Uno", "Dos"));
}

// Two may begin alike by chance, three hardly.
TEST(FilmTitles, AreWhatDiffersInAnyOtherLanguage) {
  EXPECT_THAT(titles({"Kijk je Le film"}), ElementsAre("Kijk je Le film"));
  EXPECT_THAT(titles({"Kijk je Le un", "Kijk je Le deux"}), ElementsAre("je Le un", "je Le deux"));
  EXPECT_THAT(titles({"Kijk je A", "Kijk je B", "Kijk je C d"}), ElementsAre("A", "B", "C d"));
  EXPECT_THAT(titles({"A is gezien", "B is gezien", "C is gezien"}), ElementsAre("A", "B", "C"));
  EXPECT_THAT(titles({"A gezien", "B ook gezien"}), ElementsAre("A", "B ook"));
}

}  // namespace
}  // namespace heed::read
