#include "heed/choice/alignment.h"

#include <algorithm>
#include <array>

namespace heed::choice {
namespace {

using Title = std::span<const std::string>;

bool abbreviates(const std::string& word, const std::string& other) {
  constexpr std::size_t kShortest = 3;
  return word != other && std::min(word.size(), other.size()) >= kShortest &&
         (word.starts_with(other) || other.starts_with(word));
}

bool replaced(Title a, Title b) {
  const auto short_for = [&](const std::string& word) {
    return std::any_of(b.begin(), b.end(), [&](auto& other) { return abbreviates(word, other); });
  };
  return !a.empty() && !b.empty() && std::none_of(a.begin(), a.end(), short_for);
}

}  // namespace

bool replaces(Title a, Title b) {
  constexpr std::size_t kLongest = 64;  // words or letters of a title
  a = a.first(std::min(a.size(), kLongest));
  b = b.first(std::min(b.size(), kLongest));
  std::array<std::array<unsigned char, kLongest + 1>, kLongest + 1> common{};
  for (auto i = a.size(); i-- > 0;) {
    for (auto j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? static_cast<unsigned char>(common[i + 1][j + 1] + 1)
                                  : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  bool found = false;
  std::size_t i = 0, j = 0, from_a = 0, from_b = 0, run = 0;
  const auto end_gap = [&](std::size_t until_a, std::size_t until_b) {
    if (replaced(a.subspan(from_a, until_a - from_a), b.subspan(from_b, until_b - from_b))) {
      found = true;
    }
  };
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      ++i;
      ++j;
      // One word or letter in common does not hold two gaps apart.
      const bool first = i == 1 && j == 1;
      run += first ? 2 : 1;
      if (run < 2) continue;
      if (!first && run == 2) end_gap(i - 2, j - 2);
      from_a = i;
      from_b = j;
      continue;
    }
    run = 0;
    if (common[i + 1][j] >= common[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  end_gap(a.size() - (run == 1 ? 1 : 0), b.size() - (run == 1 ? 1 : 0));
  return found;
}

}  // namespace heed::choice
