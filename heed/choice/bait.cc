#include "heed/choice/bait.h"

#include <algorithm>
#include <array>
#include <string>

namespace heed::choice {
namespace {

struct Cue {
  std::string_view phrase;  // lower case, at word boundaries; any place for Chinese
  double strength;
};

constexpr Cue kCues[] = {
    // What is held back, so that one must click.
    {"you won't believe", 0.9},
    {"will blow your mind", 0.9},
    {"what happens next", 0.9},
    {"what happened next", 0.9},
    {"this is what", 0.7},
    {"here's what", 0.6},
    {"here's why", 0.5},
    {"here's how", 0.5},
    {"here are", 0.4},
    {"can you guess", 0.9},
    {"we bet", 0.8},
    {"we know", 0.5},
    {"the reason why", 0.6},
    {"reasons why", 0.6},
    {"reasons", 0.4},
    {"the truth about", 0.5},
    {"one weird trick", 0.95},
    {"tell us", 0.6},
    // Lists of things about you.
    {"things", 0.6},
    {"times", 0.3},
    {"ways", 0.3},
    {"signs you", 0.8},
    {"you'll", 0.6},
    {"you're", 0.5},
    {"you", 0.5},
    {"your", 0.5},
    {"are you", 0.5},
    {"quiz", 0.5},
    {"everyone", 0.4},
    {"everything", 0.4},
    {"every", 0.3},
    {"which", 0.4},
    {"how well", 0.6},
    {"when you", 0.6},
    // Feeling laid on thick.
    {"literally", 0.6},
    {"totally", 0.6},
    {"actually", 0.5},
    {"hilarious", 0.7},
    {"adorable", 0.7},
    {"insane", 0.6},
    {"insanely", 0.7},
    {"perfect", 0.5},
    {"amazing", 0.6},
    {"awesome", 0.6},
    {"epic", 0.5},
    {"genius", 0.5},
    {"weird", 0.5},
    {"ridiculous", 0.5},
    {"heartbreaking", 0.6},
    {"mind-blowing", 0.8},
    {"jaw-dropping", 0.8},
    {"shocking", 0.7},
    {"the most", 0.4},
    {"the best", 0.3},
    {"of all time", 0.5},
    {"ever", 0.3},
    {"goes viral", 0.6},
    {"obsessed", 0.5},
    {"this", 0.3},
    {"these", 0.3},
    {"should", 0.2},
    {"!!", 0.5},
    // 中文
    {"震惊", 0.8},
    {"惊呆", 0.8},
    {"吓尿", 0.9},
    {"不看后悔", 0.9},
    {"看完", 0.5},
    {"你绝对", 0.8},
    {"绝对想不到", 0.9},
    {"你不知道的", 0.7},
    {"万万没想到", 0.8},
    {"竟然", 0.5},
    {"竟是", 0.5},
    {"居然", 0.4},
    {"必看", 0.6},
    {"速看", 0.8},
    {"疯传", 0.8},
    {"刷屏", 0.5},
    {"99%的人", 0.9},
    {"千万别", 0.7},
    {"原来是这样", 0.6},
    {"真相是", 0.5},
    {"出大事", 0.8},
    {"后果很严重", 0.7},
    {"赶紧收藏", 0.8},
    {"转发", 0.4},
    {"！！", 0.5},
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
}

// Lower case, with typewriter apostrophes.
std::string fold(std::string_view title) {
  std::string text;
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (title.substr(i).starts_with("\u2019")) {
      text += '\'';
      i += 2;
    } else {
      const char c = title[i];
      text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return text;
}

bool occurs(std::string_view text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != text.npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    const bool starts = !is_letter(phrase.front()) || at == 0 || !is_letter(text[at - 1]);
    const bool ends = !is_letter(phrase.back()) || end == text.size() || !is_letter(text[end]);
    if (starts && ends) return true;
  }
  return false;
}

// "17 Struggles …": a count of two digits or fewer, then a word.
bool is_list(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits >= 1 && digits <= 2 && digits + 2 < text.size() && text[digits] == ' ' &&
         text[digits + 1] >= 'a' && text[digits + 1] <= 'z';
}

}  // namespace

Bait find_bait(std::string_view title) {
  const std::string text = fold(title);
  Bait bait;
  double innocent = 1;
  const auto add = [&](std::string_view name, double strength) {
    innocent *= 1 - strength;
    bait.cues.push_back(name);
  };
  if (is_list(text)) add("a numbered list", 0.6);
  for (const Cue& cue : kCues) {
    if (occurs(text, cue.phrase)) add(cue.phrase, cue.strength);
  }
  bait.score = 1 - innocent;
  return bait;
}

}  // namespace heed::choice
