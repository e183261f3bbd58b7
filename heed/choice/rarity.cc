#include "heed/choice/rarity.h"

#include <algorithm>
#include <cmath>

#include "heed/base/hash.h"
#include "heed/base/threads.h"
#include "heed/choice/story_words.h"

namespace heed::choice {
namespace {

constexpr std::size_t kFew = 300;  // fewer count as if others without their words stood by
constexpr std::size_t kFirstSlots = 1024;

// A word that only the two compared texts hold is as rare as can be.
double rarity(std::size_t in, std::size_t of) {
  const double all = static_cast<double>(std::max(of, kFew)) + 2;
  return std::log(all / (std::max(static_cast<double>(in), 1.0) + 0.5)) / std::log(all / 0.5);
}

std::uint64_t form_of(std::int64_t source, std::uint64_t form) {
  return fold(form, 2 * static_cast<std::uint64_t>(source) + 1);
}

}  // namespace

std::size_t Counts::place(std::uint64_t hash) const {
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) & (slots_.size() - 1);
  return i;
}

void Counts::add(std::uint64_t hash) {
  if (2 * used_ >= slots_.size()) {
    auto old = std::move(slots_);
    slots_ = std::vector<Slot>(std::max(kFirstSlots, 4 * old.size()));
    for (const auto& slot : old) {
      if (slot.hash != 0) slots_[place(slot.hash)] = slot;
    }
  }
  auto& slot = slots_[place(hash)];
  if (slot.hash == 0) {
    slot.hash = hash;
    ++used_;
  }
  ++slot.count;
}

std::size_t Counts::of(std::uint64_t hash) const {
  return slots_.empty() ? 0 : slots_[place(hash)].count;
}

Rarity::Rarity(std::span<const std::string> texts, std::span<const Title> titles)
    : text_count_(texts.size()), title_count_(titles.size()) {
  std::vector<std::vector<std::uint64_t>> text_words(texts.size());
  parallel_for(texts.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) text_words[i] = story_words(texts[i]);
  });
  for (const auto& words : text_words) {
    for (const auto word : words) texts_.add(word);
  }
  std::vector<TitleWords> read(titles.size());
  parallel_for(titles.size(), 256, [&](std::size_t begin, std::size_t end) {
    std::string scratch;
    std::vector<Word> words;
    for (auto i = begin; i < end; ++i) {
      fold_words(titles[i].title, scratch, words);
      read[i] = title_words(words);
    }
  });
  for (std::size_t i = 0; i < titles.size(); ++i) {
    for (const auto word : read[i].words) titles_.add(word);
    if (read[i].form != 0) forms_.add(form_of(titles[i].source, read[i].form));
  }
}

double Rarity::of(std::uint64_t word) const {
  const double in_texts = rarity(texts_.of(word), text_count_);
  if (title_count_ == 0) return in_texts;
  return std::min(in_texts, rarity(titles_.of(word), title_count_));
}

std::size_t Rarity::titles(std::int64_t source, std::uint64_t form) const {
  return forms_.of(form_of(source, form));
}

}  // namespace heed::choice
