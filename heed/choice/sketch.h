// How much two texts or titles have in common letter by letter, whatever the words mean.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace heed::choice {

// Sorts hashes and keeps each once: sets are held so.
void sort_once(std::vector<std::uint64_t>& hashes);

// How many of `a` are in `b` too, and the share of all that both have. Both sorted, each once.
std::size_t in_common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

// The set of a title's letter groups: three letters of a word, two of scripts without spaces.
std::vector<std::uint64_t> title_shingles(std::string_view title);

// MinHash of a text's groups of five words (eight letters in scripts without spaces).
constexpr std::size_t kSketch = 64;
struct Sketch {
  std::array<std::uint64_t, kSketch> least{};
  std::size_t groups = 0;  // how many the text has
};
Sketch sketch_of(std::string_view text);
double likeness(const Sketch& a, const Sketch& b);  // estimates the Jaccard index; ± 0.06

}  // namespace heed::choice
