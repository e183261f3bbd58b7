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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

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

// "160m" and "160" are the same number: digits and letters are words of their own.
void add_word(std::string_view word, bool numbers, std::vector<std::uint64_t>& out) {
  if (word_rarity(word) < kTellsNothing) return;
  while (!word.empty()) {
    const bool number = is_digit(word[0]);
    std::size_t end = 1;
    while (end < word.size() && is_digit(word[end]) == number) ++end;
    if (numbers || !number) out.push_back(hash_bytes(stem(word.substr(0, end))));
    word.remove_prefix(end);
  }
}

std::vector<std::uint64_t> hashed(std::span<const Word> words, bool numbers) {
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.letter) {
      add_word(word.text, numbers, out);
    } else if (i > 0 && word.joined && words[i - 1].letter) {
      const auto& before = words[i - 1].text;
      out.push_back(hash_bytes({before.data(), before.size() + word.text.size()}));
    }
  }
  sort_once(out);
  return out;
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
  return hashed(words, true);
}

std::uint64_t title_form(std::span<const Word> title) {
  std::uint64_t form = 0;
  for (const auto word : hashed(title, false)) form = fold(form ^ word, 0x9e3779b97f4a7c15);
  return form;
}

}  // namespace heed::choice
