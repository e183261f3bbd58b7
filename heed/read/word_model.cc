#include "heed/read/word_model.h"

#include <algorithm>
#include <cmath>

#include "heed/base/error.h"
#include "heed/base/utf8.h"
#include "heed/read/name_table.h"

namespace heed::read {
namespace {

constexpr double kListed = 0.5;     // how many words of a text its language's list is taken to hold
constexpr double kZipf = 10;        // evens out the commonest places of a list
constexpr float kAlphabet = 60;     // letters that a language might use
constexpr float kUnseen = 0.3f;     // what a letter that it doesn't use counts for
constexpr float kTrust[] = {6, 3};  // times that a letter or two must be seen to be half trusted
constexpr std::size_t kLongest = 40;  // letters that are looked at in one word

// Natural logarithms by which the likeliest language must beat the next one.
constexpr double kClear = 0.7;
constexpr double kClearByLettersAlone = 5;

// Around a word, so that how it begins and ends counts.
constexpr char32_t kBegin = 1, kEnd = 2;

// Calls visit(gram of one, of two, of three letters) for each letter of a word and its end.
template <class Visit>
void each_gram(std::string_view word, Visit visit) {
  std::uint64_t grams = (std::uint64_t{kBegin} << 21) | kBegin;
  for (std::size_t letters = 0; letters < kLongest; ++letters) {
    const auto letter = word.empty() ? Decoded{kEnd, 0, true} : decode_utf8(word);
    grams = (grams << 21 | letter.code_point) & ((std::uint64_t{1} << 63) - 1);
    visit(grams & 0x1FFFFF, grams & ((std::uint64_t{1} << 42) - 1), grams);
    if (word.empty()) return;
    word.remove_prefix(letter.length);
  }
}

}  // namespace

WordModel::WordModel(std::span<const WordList> lists) : lists_(lists), rows_(1) {
  require(lists.size() <= kMost, "no more languages than a row has places");
  for (std::size_t language = 0; language < lists.size(); ++language) {
    std::vector<std::string_view> words;
    each_name(lists[language].words, [&](std::string_view word) { words.push_back(word); });
    double all = 0;
    for (std::size_t place = 0; place < words.size(); ++place)
      all += 1 / (kZipf + static_cast<double>(place));
    for (std::size_t place = 0; place < words.size(); ++place) {
      const auto share = kListed / all / (kZipf + static_cast<double>(place));
      words_[words[place]][language] = static_cast<float>(share);
      count_letters(words[place], language);
    }
  }
}

void WordModel::count_letters(std::string_view word, std::size_t language) {
  count(kBegin, language);
  count(Gram{kBegin} << 21 | kBegin, language);
  each_gram(word, [&](Gram one, Gram two, Gram three) {
    for (const auto gram : {one, two, three}) count(gram, language);
    letters_[language] += 1;
  });
}

void WordModel::count(Gram gram, std::size_t language) {
  const auto [found, fresh] = places_.try_emplace(gram, rows_.size());
  if (fresh) rows_.emplace_back();
  rows_[found->second][language] += 1;
}

const WordModel::Row& WordModel::counts(Gram gram) const {
  const auto found = places_.find(gram);
  return rows_[found == places_.end() ? 0 : found->second];
}

// A letter is as likely as it was seen after the two before it, the less often they were seen the
// more by what follows the last one alone, and then by how common it is (Dirichlet smoothing).
void WordModel::spell(std::string_view word, Likelihood& likelihood) const {
  const Row* last = &counts(kBegin);
  const Row* last_two = &counts(Gram{kBegin} << 21 | kBegin);
  each_gram(word, [&](Gram one, Gram two, Gram three) {
    const Row& a = counts(one);
    const Row& b = counts(two);
    const Row& c = counts(three);
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      const float alone = (a[i] + kUnseen) / (letters_[i] + kUnseen * kAlphabet);
      const float after_one = (b[i] + kTrust[0] * alone) / ((*last)[i] + kTrust[0]);
      likelihood[i] *= (c[i] + kTrust[1] * after_one) / ((*last_two)[i] + kTrust[1]);
    }
    last = &a;
    last_two = &b;
  });
}

std::string_view WordModel::best(std::span<const std::string> words) const {
  Likelihood sum{};
  std::vector<int> listed(lists_.size());
  for (const auto& word : words) {
    Likelihood likelihood;
    likelihood.fill(1 - kListed);
    spell(word, likelihood);
    if (const auto found = words_.find(word); found != words_.end()) {
      for (std::size_t i = 0; i < lists_.size(); ++i) {
        likelihood[i] += found->second[i];
        listed[i] += found->second[i] > 0 ? 1 : 0;
      }
    }
    for (std::size_t i = 0; i < lists_.size(); ++i) sum[i] += std::log(likelihood[i]);
  }
  const auto end = sum.begin() + static_cast<std::ptrdiff_t>(lists_.size());
  const auto winner = std::max_element(sum.begin(), end);
  const auto place = static_cast<std::size_t>(winner - sum.begin());
  const double most = *winner;
  *winner = -HUGE_VAL;
  const double margin = most - *std::max_element(sum.begin(), end);
  const bool clear = margin > (listed[place] > 0 ? kClear : kClearByLettersAlone);
  return clear ? lists_[place].code : std::string_view();
}

}  // namespace heed::read
