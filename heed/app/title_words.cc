#include "heed/app/title_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "heed/base/random.h"
#include "heed/base/utf8.h"
#include "heed/model/encoder.h"

namespace heed::app {
namespace {

constexpr char32_t kFirstIdeograph = 0x2E80;
constexpr std::size_t kMostPieces = 40;
constexpr double kWorthExplaining = 0.05;
constexpr int kRandomDraws = 12;
constexpr double kShare = 0.25;  // of the pieces are said to matter

std::string without(const std::vector<std::string>& pieces, const std::vector<bool>& out) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!out[i]) text += pieces[i];
  }
  return text;
}

// How interest changes as sets of pieces are left out of a title.
class Erasure {
 public:
  Erasure(Home& home, const Scoring& scoring, std::string_view title)
      : home_(home), scoring_(scoring), pieces_(title_pieces(title)) {
    whole_ = scoring_.interest_of(home_.encoder().encode(title));
  }

  const std::vector<std::string>& pieces() const { return pieces_; }
  double whole() const { return whole_; }

  // For each set, by how much the interest comes closer to nothing; below 0 where it grows.
  std::vector<double> drops(const std::vector<std::vector<bool>>& sets) const {
    std::vector<std::string> texts;
    for (const auto& set : sets) texts.push_back(without(pieces_, set));
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const auto vectors = home_.encoder().encode(views);
    std::vector<double> drops;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const double interest = scoring_.interest_of(vectors.row(i));
      drops.push_back(whole_ > 0 ? whole_ - interest : interest - whole_);
    }
    return drops;
  }

 private:
  Home& home_;
  const Scoring& scoring_;
  std::vector<std::string> pieces_;
  double whole_ = 0;
};

std::vector<std::vector<bool>> single_sets(std::size_t count) {
  std::vector<std::vector<bool>> sets(count, std::vector<bool>(count));
  for (std::size_t i = 0; i < count; ++i) sets[i][i] = true;
  return sets;
}

// The first set holds the `size` pieces that lead `order`; the others as many by lot.
std::vector<std::vector<bool>> rival_sets(std::vector<std::size_t> order, std::size_t size) {
  std::vector<std::vector<bool>> sets;
  Random random(1);
  for (int draw = 0; draw <= kRandomDraws; ++draw) {
    std::vector<bool> set(order.size());
    for (std::size_t k = 0; k < size; ++k) set[order[k]] = true;
    sets.push_back(std::move(set));
    random.shuffle(order);
  }
  return sets;
}

Json nothing(std::string_view note) {
  return {{"words", Json::array()}, {"words_note", note}};
}

}  // namespace

std::vector<std::string> title_pieces(std::string_view title) {
  std::vector<std::string> pieces;
  std::size_t letters = 0;  // of a script without spaces, in the last piece
  bool open = false;        // the last piece may go on
  while (!title.empty()) {
    const Decoded next = decode_utf8(title);
    const auto bytes = title.substr(0, next.length);
    title.remove_prefix(next.length);
    const bool dense = next.code_point >= kFirstIdeograph;
    if (!open || (dense ? letters != 1 : letters > 0)) {
      pieces.emplace_back();
      letters = 0;
    }
    pieces.back() += bytes;
    if (dense) ++letters;
    open = bytes != " ";
  }
  return pieces;
}

Json title_words(Home& home, const Scoring& scoring, std::string_view title) {
  const Erasure erasure(home, scoring, title);
  const std::size_t count = erasure.pieces().size();
  if (std::abs(erasure.whole()) < kWorthExplaining) {
    return nothing("the title alone says little of what you want or don't want");
  }
  if (count < 2 || count > kMostPieces) return nothing("the title is too short or too long");

  const auto alone = erasure.drops(single_sets(count));
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return alone[a] > alone[b]; });
  const auto size = std::max<std::size_t>(
      1, static_cast<std::size_t>(std::lround(kShare * static_cast<double>(count))));
  const auto rivals = erasure.drops(rival_sets(order, size));
  const double chance = std::accumulate(rivals.begin() + 1, rivals.end(), 0.0) / kRandomDraws;
  if (rivals[0] <= chance + 0.01) return nothing("no word of the title does better than chance");

  Json words = Json::array();
  for (std::size_t k = 0; k < size && alone[order[k]] > 0; ++k) {
    std::string word = erasure.pieces()[order[k]];
    if (word.ends_with(' ')) word.pop_back();
    words.push_back({{"word", word}, {"change", alone[order[k]]}});
  }
  return {{"words", words},
          {"words_note", fmt::format("without these words the title's interest moves by {:.2f}; "
                                     "without as many others, by {:.2f}",
                                     rivals[0], chance)}};
}

}  // namespace heed::app
