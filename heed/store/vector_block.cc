#include "heed/store/vector_block.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "heed/base/error.h"
#include "heed/store/vector_row.h"

namespace heed::store {
namespace {

constexpr float kLargest = 32767;
constexpr std::size_t kScales = VectorBlock::kItems * sizeof(float);

std::size_t full_size(std::size_t width) {
  return kScales + VectorBlock::kItems * width * sizeof(std::int16_t);
}

template <class T>
void append(std::vector<std::byte>& bytes, std::span<const T> values) {
  const auto more = std::as_bytes(values);
  bytes.insert(bytes.end(), more.begin(), more.end());
}

std::vector<Word> places_of(std::span<const float> vector) {
  std::vector<Word> places(words_of(vector.size()));
  for (std::size_t i = 0; i < vector.size(); ++i) {
    places[i / kBits] |= Word{vector[i] != 0} << i % kBits;
  }
  return places;
}

}  // namespace

void VectorBlock::put(std::size_t at, std::span<const float> vector) {
  require(vector.size() == width_, "a vector is as wide as its encoder's");
  float largest = 0;
  for (const float x : vector) largest = std::max(largest, std::abs(x));
  const float steps = largest == 0 ? 0 : kLargest / largest;
  const auto numbers = row(at);
  double length = 0, rounded = 0;  // squares: the scale makes up for what rounding did to it
  for (std::size_t i = 0; i < width_; ++i) {
    numbers[i] = static_cast<std::int16_t>(std::lrint(vector[i] * steps));
    length += std::pow(static_cast<double>(vector[i]), 2);
    rounded += std::pow(static_cast<double>(numbers[i]), 2);
  }
  require(std::isfinite(length), "a vector has numbers only");
  scales_[at] = static_cast<float>(rounded == 0 ? 0 : std::sqrt(length / rounded));
  present_ |= Word{1} << at;
}

void VectorBlock::clear(std::size_t at) {
  scales_[at] = 0;
  std::ranges::fill(row(at), std::int16_t{0});
  present_ &= ~(Word{1} << at);
}

std::vector<std::byte> VectorBlock::bytes() const {
  const auto words = words_of(width_);
  std::vector<Word> masks;
  std::vector<std::int16_t> there;
  for (Word left = present_; left != 0; left &= left - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(left));
    const auto first = masks.size();
    masks.resize(first + words);
    for (std::size_t i = 0; i < width_; ++i) {
      const auto number = numbers_[at * width_ + i];
      if (number == 0) continue;
      masks[first + i / kBits] |= Word{1} << i % kBits;
      there.push_back(number);
    }
  }
  std::vector<std::byte> bytes;
  append<float>(bytes, scales_);
  if (kScales + masks.size() * sizeof(Word) + there.size() * sizeof there[0] < full_size(width_)) {
    append<Word>(bytes, masks);
    append<std::int16_t>(bytes, there);
  } else {
    append<std::int16_t>(bytes, numbers_);
  }
  return bytes;
}

StoredBlock::StoredBlock(std::size_t width, std::uint64_t present, std::span<const std::byte> bytes)
    : width_(width), present_(present), bytes_(bytes), sparse_(bytes.size() != full_size(width)) {
  if (!sparse_) return;
  const auto words = words_of(width);
  const Word beyond = width % kBits == 0 ? 0 : ~Word{0} << width % kBits;
  const auto masks = count(present) * words * sizeof(Word);
  std::size_t size = kScales + masks;
  bool whole = size <= bytes.size();
  const std::byte* mask = whole ? bytes.data() + kScales : nullptr;
  for (std::size_t row = 0; whole && row < count(present); ++row, mask += words * sizeof(Word)) {
    const auto there = row_arithmetic().count_bits(mask, words);
    counts_[row] = static_cast<std::uint32_t>(there);
    size += there * sizeof(std::int16_t);
    whole = words == 0 || (load<Word>(mask + (words - 1) * sizeof(Word)) & beyond) == 0;
  }
  if (!whole || size != bytes.size()) present_ = 0;
}

template <class Visit>
void StoredBlock::each(const Visit& visit) const {
  if (present_ == 0) return;
  const auto mask_size = sparse_ ? words_of(width_) * sizeof(Word) : 0;
  const std::byte* mask = bytes_.data() + kScales;
  const std::byte* numbers = mask + count(present_) * mask_size;
  std::size_t row = 0;
  for (Word left = present_; left != 0; left &= left - 1, ++row) {
    const auto at = static_cast<std::size_t>(std::countr_zero(left));
    const auto scale = load<float>(bytes_.data() + at * sizeof(float));
    if (sparse_) {
      visit(row, Row{at, scale, mask, numbers});
      mask += mask_size;
      numbers += counts_[row] * sizeof(std::int16_t);
    } else {
      visit(row, Row{at, scale, nullptr, numbers + at * width_ * sizeof(std::int16_t)});
    }
  }
}

void StoredBlock::vectors(std::span<float> out) const {
  each([&](std::size_t count, const Row& row) {
    const auto to = out.subspan(count * width_, width_);
    if (row.mask == nullptr) {
      for (std::size_t i = 0; i < width_; ++i) to[i] = row.scale * row.number(i);
      return;
    }
    std::ranges::fill(to, 0.0f);
    each_number(
        row, width_, [](std::size_t) { return ~Word{0}; },
        [&](std::size_t i, float number) { to[i] = row.scale * number; });
  });
}

void StoredBlock::products(std::span<const float> with, std::span<float> out) const {
  require(with.size() == width_, "vectors have one width");
  const auto places = sparse_ ? places_of(with) : std::vector<Word>();
  const auto& here = row_arithmetic();
  each([&](std::size_t place, const Row& row) {
    out[place] = sparse_ ? here.sparse(row, with, places) : here.full(row, with);
  });
}

VectorBlock StoredBlock::copy() const {
  VectorBlock block(width_);
  block.present_ = present_;
  each([&](std::size_t, const Row& row) {
    block.scales_[row.at] = row.scale;
    const auto to = block.row(row.at);
    if (row.mask == nullptr) {
      std::memcpy(to.data(), row.numbers, to.size_bytes());
      return;
    }
    each_number(
        row, width_, [](std::size_t) { return ~Word{0}; },
        [&](std::size_t i, float number) { to[i] = static_cast<std::int16_t>(number); });
  });
  return block;
}

}  // namespace heed::store
