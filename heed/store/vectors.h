// What encoders made of items and phrases, by the fingerprint of the encoder: a changed model never
// meets vectors of another.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

// Rows of `width` floats, laid end to end, in the order of `items`.
struct VectorTable {
  int width = 0;
  std::vector<std::int64_t> items;  // rows of the items, ascending
  std::vector<float> values;
};

class Vectors {
 public:
  explicit Vectors(Database& database) : database_(database) {}

  // The number that stands for an encoder in the calls below.
  std::int64_t encoder(std::string_view fingerprint, int width);

  void put(std::int64_t encoder, std::int64_t item, std::span<const float> vector);
  std::vector<std::int64_t> missing(std::int64_t encoder, int limit);  // items without one
  std::size_t missing_count(std::int64_t encoder);
  std::vector<float> get(std::int64_t encoder, std::int64_t item);  // empty: none
  VectorTable all(std::int64_t encoder);

  std::vector<float> phrase(std::int64_t encoder, std::string_view phrase);  // empty: none
  void put_phrase(std::int64_t encoder, std::string_view phrase, std::span<const float> vector);
  void forget_phrase(std::string_view phrase);
  void forget_phrases();

 private:
  Database& database_;
};

}  // namespace heed::store
