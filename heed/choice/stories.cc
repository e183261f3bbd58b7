#include "heed/choice/stories.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed::choice {
namespace {

constexpr char32_t kFirstIdeograph = 0x2E80;  // from here on one letter says as much as a word
constexpr std::size_t kTelling = 5;           // shingles below which a title alone says too little

// Letters and digits of a title in lower case; everything else falls away.
std::vector<char32_t> letters(std::string_view title) {
  std::vector<char32_t> out;
  while (!title.empty()) {
    const Decoded next = decode_utf8(title);
    title.remove_prefix(next.length);
    char32_t c = next.code_point;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      (c >= 0xC0 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
                       !(c >= 0xFF00 && c < 0xFF10));
    if (word) out.push_back(c);
  }
  return out;
}

}  // namespace

std::vector<std::size_t> title_shingles(std::string_view title) {
  const auto text = letters(title);
  std::vector<std::size_t> shingles;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool dense = text[i] >= kFirstIdeograph || text[i + 1] >= kFirstIdeograph;
    const std::size_t length = dense ? 2 : 3;
    if (i + length > text.size()) break;
    shingles.push_back(std::hash<std::u32string_view>{}({text.data() + i, length}));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double jaccard(std::span<const std::size_t> a, std::span<const std::size_t> b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++both, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

std::vector<std::size_t> join_stories(std::span<const Telling> tellings, Rows vectors,
                                      double unrelated, double deviation,
                                      const StorySettings& settings) {
  require(vectors.width == 0 || vectors.count() == tellings.size(), "each telling has a vector");
  std::vector<std::vector<std::size_t>> shingles;
  for (const auto& telling : tellings) shingles.push_back(title_shingles(telling.title));

  const double close = unrelated + settings.close * deviation;
  const auto same = [&](std::size_t i, std::size_t leader) {
    if (std::abs(tellings[i].hours - tellings[leader].hours) > settings.window_hours) return false;
    const auto likeness = [&] { return jaccard(shingles[i], shingles[leader]); };
    if (std::min(shingles[i].size(), shingles[leader].size()) >= kTelling &&
        likeness() >= settings.same_title) {
      return true;
    }
    return vectors.width > 0 && dot(vectors.row(i), vectors.row(leader)) >= close &&
           likeness() >= settings.some_title;
  };
  std::vector<std::size_t> leader_of(tellings.size()), leaders;
  for (std::size_t i = 0; i < tellings.size(); ++i) {
    const auto found = std::find_if(leaders.begin(), leaders.end(),
                                    [&](std::size_t leader) { return same(i, leader); });
    leader_of[i] = found == leaders.end() ? i : *found;
    if (found == leaders.end()) leaders.push_back(i);
  }
  return leader_of;
}

}  // namespace heed::choice
