#include "heed/read/export/film_titles.h"

#include <algorithm>

namespace heed::read {

FilmTitles::FilmTitles(const std::vector<WatchedFilm>& films)
    : learnt_(learnt(films)), usual_(known()) {
  if (!learnt_.empty()) return;
  const auto is_known = [&](const auto& film) { return longest(usual_, film.sentence) != nullptr; };
  if (std::all_of(films.begin(), films.end(), is_known)) return;
  if (auto frame = shared(films); frame.size() > 0) usual_ = {std::move(frame)};
}

std::string FilmTitles::within(const std::string& sentence) const {
  const auto* frame = longest(learnt_, sentence);
  if (frame == nullptr) frame = longest(usual_, sentence);
  if (frame == nullptr) return sentence;
  return sentence.substr(frame->before.size(), sentence.size() - frame->size());
}

const FilmTitles::Frame* FilmTitles::longest(const std::vector<Frame>& frames,
                                             const std::string& sentence) {
  const Frame* best = nullptr;
  for (const auto& frame : frames) {
    if (frame.holds(sentence) && (best == nullptr || frame.size() > best->size())) best = &frame;
  }
  return best;
}

std::vector<FilmTitles::Frame> FilmTitles::learnt(const std::vector<WatchedFilm>& films) {
  constexpr std::size_t kMostFrames = 32;
  constexpr std::size_t kLongestLink = 256;  // a longer one takes long to look for
  std::vector<Frame> frames;
  for (const auto& [sentence, link] : films) {
    const auto at = link.size() <= kLongestLink ? sentence.find(link) : sentence.npos;
    if (at == sentence.npos || sentence == link || frames.size() == kMostFrames) continue;
    Frame frame{sentence.substr(0, at), sentence.substr(at + link.size())};
    if (std::find(frames.begin(), frames.end(), frame) == frames.end()) {
      frames.push_back(std::move(frame));
    }
  }
  return frames;
}

std::vector<FilmTitles::Frame> FilmTitles::known() {
  return {{"Watched ", ""},
          {"", " angesehen"},
          {"„", "“ angesehen"},
          {"Vous avez regardé ", ""},
          {"Has visto ", ""},
          {"Hai guardato ", ""},
          {"Você assistiu a ", ""},
          {"Assistiu a ", ""},
          {"Je hebt naar ", " gekeken"},
          {"Obejrzano: ", ""},
          {"Zhlédli jste video ", ""},
          {"Просмотрено видео ", ""},
          {"Ви дивилися відео ", ""},
          {"Гледахте ", ""},
          {"Παρακολουθήσατε το βίντεο ", ""},
          {"Tittade på ", ""},
          {"Så på ", ""},
          {"Ați vizionat ", ""},
          {"", " katsottiin"},
          {"", " adlı videoyu izlediniz"},
          {"", " を視聴しました"},
          {"", " 을(를) 시청했습니다."},
          {"", " देखा"},
          {"تمت مشاهدة ", ""}};
}

// What all sentences begin with, in whole words, or else what they end with. Two may begin alike by
// chance: of theirs only the first word counts, or the last.
FilmTitles::Frame FilmTitles::shared(const std::vector<WatchedFilm>& films) {
  if (films.size() < 2) return {};
  std::string_view before = films[0].sentence, after = before;
  for (const auto& film : films) {
    const std::string_view other = film.sentence;
    const auto start = std::mismatch(before.begin(), before.end(), other.begin(), other.end());
    before = before.substr(0, static_cast<std::size_t>(start.first - before.begin()));
    const auto end = std::mismatch(after.rbegin(), after.rend(), other.rbegin(), other.rend());
    after.remove_prefix(after.size() - static_cast<std::size_t>(end.first - after.rbegin()));
  }
  const bool few = films.size() == 2;
  before = before.substr(0, (few ? before.find(' ') : before.rfind(' ')) + 1);
  if (!before.empty()) return {std::string(before), ""};
  const auto word = few ? after.rfind(' ') : after.find(' ');
  return {"", std::string(word == after.npos ? "" : after.substr(word))};
}

}  // namespace heed::read
