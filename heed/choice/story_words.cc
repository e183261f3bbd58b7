#include "heed/choice/story_words.h"

#include <algorithm>

#include "heed/base/hash.h"
#include "heed/base/utf8.h"
#include "heed/choice/sketch.h"
#include "heed/model/lexical.h"

namespace heed::choice {
namespace {

constexpr std::size_t kStem = 5;       // letters of a word that count
constexpr float kTellsNothing = 0.1f;  // rarity of a function word

// "stepping" and "helped" as "step" and "help": what English adds to a word, and the letter that it
// doubles. Other languages lose little: what is cut is cut on both sides.
std::string_view without_ending(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  for (const std::string_view ending : {"ing", "ed", "es", "s", "e"}) {
    if (!word.ends_with(ending) || word.size() < ending.size() + kShortest) continue;
    if (ending == "s" && word.ends_with("ss")) continue;
    word.remove_suffix(ending.size());
    break;
  }
  const auto size = word.size();
  if (size > kShortest && word[size - 1] == word[size - 2]) word.remove_suffix(1);
  return word;
}

// Calls `visit` with the hash of each and whether it is a number. "160m" and "160" are the same
// number: digits and letters are words of their own.
template <typename Visit>
void each_part(std::string_view word, Visit visit) {
  if (word_rarity(word) < kTellsNothing) return;
  while (!word.empty()) {
    const bool number = is_digit(word[0]);
    std::size_t end = 1;
    while (end < word.size() && is_digit(word[end]) == number) ++end;
    visit(hash_bytes(stem(word.substr(0, end))), number);
    word.remove_prefix(end);
  }
}

template <typename Visit>
void each_word(std::span<const Word> words, Visit visit) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.letter) {
      each_part(word.text, visit);
    } else if (i > 0 && word.joined && words[i - 1].letter) {
      const auto& before = words[i - 1].text;
      visit(hash_bytes({before.data(), before.size() + word.text.size()}), false);
    }
  }
}

}  // namespace

std::string_view stem(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), is_digit)) return word;
  word = without_ending(word);
  std::size_t end = 0;
  for (std::size_t letters = 0; letters < kStem && end < word.size(); ++letters) {
    end += decode_utf8(word.substr(end)).length;
  }
  return word.substr(0, end);
}

std::vector<std::uint64_t> story_words(std::string_view text) {
  std::string scratch;
  std::vector<Word> words;
  fold_words(text, scratch, words);
  return story_words(words);
}

std::vector<std::uint64_t> story_words(std::span<const Word> words) {
  std::vector<std::uint64_t> out;
  each_word(words, [&](std::uint64_t hash, bool) { out.push_back(hash); });
  sort_once(out);
  return out;
}

TitleWords title_words(std::span<const Word> title) {
  TitleWords out;
  each_word(title, [&](std::uint64_t hash, bool number) {
    out.words.push_back(hash);
    if (!number) out.form += hash;
  });
  sort_once(out.words);
  return out;
}

}  // namespace heed::choice
