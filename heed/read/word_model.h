// Tells languages of one script apart by a mixture of two models that a list of common words makes:
// how common a word is by its place in the list (Zipf's law), and how likely its letters follow one
// another, by trigrams of the list's words that fall back on bigrams and single letters. So what is
// on no list still counts by its spelling.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heed/read/word_lists.h"

namespace heed::read {

class WordModel {
 public:
  // The lists must last: words are kept as views of them.
  explicit WordModel(std::span<const WordList> lists);

  // The code of the likeliest language of a text's words, given in lower case; "" where another is
  // nearly as likely, or where it knows few of the words and others explain some better.
  std::string_view best(std::span<const std::string> words) const;

  // How many of the words are on a language's list.
  int listed(std::string_view code, std::span<const std::string> words) const;

 private:
  static constexpr std::size_t kMost = 40;  // languages
  using Row = std::array<float, kMost>;     // one number for each language
  using Likelihood = std::array<double, kMost>;
  using Gram = std::uint64_t;  // up to three letters of 21 bits

  void count_letters(std::string_view word, std::size_t language);
  void count(Gram gram, std::size_t language);
  const Row& counts(Gram gram) const;
  void spell(std::string_view word, Likelihood& likelihood) const;
  Likelihood likelihood(std::string_view word) const;

  std::span<const WordList> lists_;
  std::unordered_map<Gram, std::size_t> places_;  // of grams in rows_
  std::vector<Row> rows_;                         // how often; first a row of zeros
  Row letters_{};                                 // in all words of a list
  std::unordered_map<std::string_view, Row> words_;
};

}  // namespace heed::read
