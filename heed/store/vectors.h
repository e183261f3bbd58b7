// What encoders made of items and phrases, by the fingerprint of the encoder: a changed model never
// meets vectors of another.
//
// The vectors of items lie in blocks of 64 items by row, so that all of them are read in one sweep,
// each number as a 16-bit fraction of the largest in its row:
//
//   present   8 bytes: bit k is set where item 64 · block + k has one
//   vectors   64 float scales, then 64 rows of `width` 16-bit integers; absent ones are zero
//
// A number comes back as it was to within 1/32,767 of its row's largest, a row in its old length.
#pragma once

#include <functional>
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

  // `values`: a row for each of `items`. Those that were forgotten meanwhile are passed over.
  void put(std::int64_t encoder, std::span<const std::int64_t> items,
           std::span<const float> values);
  // Up to `limit` items without one, ascending, from those behind the row `after`.
  std::vector<std::int64_t> missing(std::int64_t encoder, std::int64_t after, int limit);
  std::size_t missing_count(std::int64_t encoder);
  VectorTable all(std::int64_t encoder);

  // All of them, up to 64 at a time, ascending by item. What is given is valid during the call.
  using Visit =
      std::function<void(std::span<const std::int64_t> items, std::span<const float> values)>;
  void sweep(std::int64_t encoder, const Visit& visit);

  void forget_all();

  std::vector<float> phrase(std::int64_t encoder, std::string_view phrase);  // empty: none
  void put_phrase(std::int64_t encoder, std::string_view phrase, std::span<const float> vector);
  void forget_phrase(std::string_view phrase);
  void forget_phrases();

 private:
  int width(std::int64_t encoder);

  Database& database_;
};

// Overwrites an item's, of every encoder, with zeros.
void forget_vectors(Database& database, std::int64_t item);

}  // namespace heed::store
