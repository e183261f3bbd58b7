// Titles as YouTube's history has them in JSON, each within a sentence: "Watched A film", "A film
// angesehen". In which language tells the account, not the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::read {

struct WatchedFilm {
  std::string sentence;
  std::string link;
};

class FilmTitles {
 public:
  // What stands around the titles is learnt from films that are gone, which have their address for
  // one; a history may be in several languages, one after the other. For what fits none of that,
  // and where none is gone, it is what we know of the larger languages, or what all sentences
  // share.
  explicit FilmTitles(const std::vector<WatchedFilm>& films);

  std::string within(const std::string& sentence) const;

 private:
  // The words before and after a title.
  struct Frame {
    std::string before, after;

    bool operator==(const Frame&) const = default;
    std::size_t size() const { return before.size() + after.size(); }
    bool holds(std::string_view sentence) const {
      return sentence.size() > size() && sentence.starts_with(before) && sentence.ends_with(after);
    }
  };

  static std::vector<Frame> learnt(const std::vector<WatchedFilm>& films);
  static std::vector<Frame> known();
  static Frame shared(const std::vector<WatchedFilm>& films);
  static const Frame* longest(const std::vector<Frame>& frames, const std::string& sentence);

  std::vector<Frame> learnt_;
  std::vector<Frame> usual_;
};

}  // namespace heed::read
