// What encoders made of items and phrases, by the fingerprint of the encoder: a changed model never
// meets vectors of another.
//
// The vectors of items lie in blocks of 64 items by row, so that all of them are read in one sweep,
// each number as a 16-bit fraction of the largest in its row:
//
//   present   8 bytes: bit k is set where item 64 · block + k has one
//   vectors   64 float scales, then 64 rows of `width` 16-bit integers; absent ones are zero
//
// or, where that is shorter (the lexical encoder's rows are mostly zeros):
//
//   vectors   64 float scales, then of the items that are present: which of their numbers are not
//             zero, a bit each in words of 64, and after all of these the numbers that are not
//
// A number comes back as it was to within 1/32,767 of its row's largest, a row in its old length.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

struct Product {
  std::int64_t item;
  float value;
};

// Numbers of blocks: from `first` on, before `end`.
struct Blocks {
  std::int64_t first = 0, end = 0;
};

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

  // The product of `with` and each of them, ascending by item. Two threads sweep, the second in a
  // connection of its own: it sees what is committed when it begins, not a transaction of here.
  std::vector<Product> products(std::int64_t encoder, std::span<const float> with);
  // Of some items; those without a vector are left out.
  std::vector<Product> products(std::int64_t encoder, std::span<const float> with,
                                const std::set<std::int64_t>& items);

  void forget_all();

  std::vector<float> phrase(std::int64_t encoder, std::string_view phrase);  // empty: none
  void put_phrase(std::int64_t encoder, std::string_view phrase, std::span<const float> vector);
  void forget_phrase(std::string_view phrase);
  void forget_phrases();

 private:
  int width(std::int64_t encoder);
  Blocks blocks(std::int64_t encoder);

  Database& database_;
};

// Overwrites an item's, of every encoder, with zeros.
void forget_vectors(Database& database, std::int64_t item);

}  // namespace heed::store
