// How rare words are among the items at hand, and how often a source has used a title: what only
// two items share tells more than what many do.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::choice {

// How often each hash was added: open addressing, as it is asked and filled a hundred thousand
// times for an edition. 0 is no hash.
class Counts {
 public:
  void add(std::uint64_t hash);
  std::size_t of(std::uint64_t hash) const;  // 0 where it never was

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::size_t count = 0;
  };
  std::size_t place(std::uint64_t hash) const;

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

class Rarity {
 public:
  struct Title {
    std::int64_t source;
    std::string_view title;
  };

  Rarity() = default;
  // Titles and beginnings of a sample of the items, and all their titles.
  explicit Rarity(std::span<const std::string> texts, std::span<const Title> titles = {});

  // Of a story word (story_words.h): from 0 (in every text or title) to 1 (in none other). The
  // titles are more, the texts know the words that no title has: the lesser of what both say.
  double of(std::uint64_t word) const;

  // How many titles of that source have that form.
  std::size_t titles(std::int64_t source, std::uint64_t form) const;

 private:
  Counts texts_, titles_, forms_;
  std::size_t text_count_ = 0, title_count_ = 0;
};

}  // namespace heed::choice
