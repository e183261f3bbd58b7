#include "heed/read/word_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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
constexpr double kClearWhereSeldom = 5;  // more than the others

// A language that knows fewer of a text's words is not believed where others explain some better.
constexpr double kKnown = 0.25;  // of the words
constexpr double kSpared = 1.2;  // words of which a short text may lack

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

int WordModel::listed(std::string_view code, std::span<const std::string> words) const {
  const auto list = std::find_if(lists_.begin(), lists_.end(),
                                 [&](const WordList& each) { return each.code == code; });
  if (list == lists_.end()) return 0;
  const auto language = static_cast<std::size_t>(list - lists_.begin());
  return static_cast<int>(std::count_if(words.begin(), words.end(), [&](const auto& word) {
    const auto found = words_.find(word);
    return found != words_.end() && found->second[language] > 0;
  }));
}

WordModel::Likelihood WordModel::likelihood(std::string_view word) const {
  Likelihood likelihood{};
  std::fill_n(likelihood.begin(), lists_.size(), 1 - kListed);
  spell(word, likelihood);
  if (const auto found = words_.find(word); found != words_.end()) {
    for (std::size_t i = 0; i < lists_.size(); ++i) likelihood[i] += found->second[i];
  }
  return likelihood;
}

std::string_view WordModel::best(std::span<const std::string> words) const {
  Likelihood sum{};
  double each_alone = 0;  // were each word in a language of its own
  for (std::size_t i = 0; i < lists_.size(); ++i)
    sum[i] = lists_[i].seldom ? -kClearWhereSeldom : 0;
  for (const auto& word : words) {
    const auto of_word = likelihood(word);
    for (std::size_t i = 0; i < lists_.size(); ++i) sum[i] += std::log(of_word[i]);
    each_alone += std::log(std::accumulate(of_word.begin(), of_word.end(), 0.0) /
                           static_cast<double>(lists_.size()));
  }
  const auto end = sum.begin() + static_cast<std::ptrdiff_t>(lists_.size());
  const auto winner = std::max_element(sum.begin(), end);
  const auto code = lists_[static_cast<std::size_t>(winner - sum.begin())].code;
  const double most = *winner;
  *winner = -HUGE_VAL;
  const double margin = most - *std::max_element(sum.begin(), end);
  const int known = listed(code, words);
  if (most < each_alone && known < kKnown * static_cast<double>(words.size()) - kSpared) return {};
  // A name may be any language's word.
  const bool by_words = known > 0 && words.size() > 1;
  return margin > (by_words ? kClear : kClearByLettersAlone) ? code : std::string_view();
}

}  // namespace heed::read
