#include "heed/store/vectors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "heed/base/error.h"
#include "heed/base/pages.h"
#include "heed/store/vector_block.h"

namespace heed::store {
namespace {

std::vector<float> floats(std::span<const std::byte> bytes) {
  std::vector<float> out(bytes.size() / sizeof(float));
  std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
  return out;
}

std::uint64_t bits(std::span<const std::byte> bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes.data(), std::min(bytes.size(), sizeof out));
  return out;
}

// Within its block.
std::size_t place(std::int64_t item) {
  return static_cast<std::size_t>(item % VectorBlock::kItems);
}

struct Stored {
  std::int64_t row;
  VectorBlock block;
};

std::optional<Stored> find(Database& database, std::int64_t encoder, std::int64_t block) {
  auto q = database.query(
      "SELECT vector_blocks.row, present, vectors, width FROM vector_blocks JOIN encoders ON "
      "encoders.row = encoder WHERE encoder = ? AND block = ?",
      encoder, block);
  if (!q.next()) return std::nullopt;
  const auto width = static_cast<std::size_t>(q.integer(3));
  const bool whole = q.blob(2).size() == VectorBlock::size(width);
  return Stored{q.integer(0), whole ? VectorBlock(width, bits(q.blob(1)), q.blob(2))
                                    : VectorBlock(width)};  // of another width: made anew
}

bool is_stored(Database& database, std::int64_t item) {
  return database.query("SELECT 1 FROM items WHERE row = ?", item).next();
}

// As long as before, so that SQLite writes over the old bytes.
void update(Database& database, std::int64_t row, const VectorBlock& block) {
  const auto present = block.present();
  database.run("UPDATE vector_blocks SET present = ?, vectors = ? WHERE row = ?",
               std::as_bytes(std::span(&present, 1)), block.bytes(), row);
}

}  // namespace

std::int64_t Vectors::encoder(std::string_view fingerprint, int width) {
  {
    auto q = database_.query("SELECT row FROM encoders WHERE fingerprint = ?", fingerprint);
    if (q.next()) return q.integer(0);
  }
  database_.run("INSERT OR IGNORE INTO encoders (fingerprint, width) VALUES (?,?)", fingerprint,
                width);
  auto q = database_.query("SELECT row FROM encoders WHERE fingerprint = ?", fingerprint);
  require(q.next(), "an encoder that was stored is found");
  return q.integer(0);
}

int Vectors::width(std::int64_t encoder) {
  auto q = database_.query("SELECT width FROM encoders WHERE row = ?", encoder);
  require(q.next(), "an encoder that was stored is found");
  return static_cast<int>(q.integer(0));
}

void Vectors::put(std::int64_t encoder, std::span<const std::int64_t> items,
                  std::span<const float> values) {
  const auto wide = static_cast<std::size_t>(width(encoder));
  require(values.size() == items.size() * wide, "there is a row for each item");
  Transaction transaction(database_);
  for (std::size_t i = 0; i < items.size();) {
    const auto number = items[i] / VectorBlock::kItems;
    auto stored = find(database_, encoder, number);
    auto block = stored ? std::move(stored->block) : VectorBlock(wide);
    for (; i < items.size() && items[i] / VectorBlock::kItems == number; ++i) {
      if (!is_stored(database_, items[i])) continue;
      block.put(place(items[i]), values.subspan(i * wide, wide));
    }
    if (stored) {
      update(database_, stored->row, block);
    } else {
      const auto present = block.present();
      database_.run("INSERT INTO vector_blocks (encoder, block, present, vectors) VALUES (?,?,?,?)",
                    encoder, number, std::as_bytes(std::span(&present, 1)), block.bytes());
    }
  }
  transaction.commit();
}

std::vector<std::int64_t> Vectors::missing(std::int64_t encoder, std::int64_t after, int limit) {
  std::unordered_map<std::int64_t, std::uint64_t> present;
  {
    auto q =
        database_.query("SELECT block, present FROM vector_blocks WHERE encoder = ? AND block >= ?",
                        encoder, after / VectorBlock::kItems);
    while (q.next()) present[q.integer(0)] = bits(q.blob(1));
  }
  std::vector<std::int64_t> out;
  auto q = database_.query("SELECT row FROM items WHERE row > ? ORDER BY row", after);
  while (static_cast<int>(out.size()) < limit && q.next()) {
    const auto item = q.integer(0);
    const auto block = present.find(item / VectorBlock::kItems);
    if (block == present.end() || (block->second >> place(item) & 1) == 0) out.push_back(item);
  }
  return out;
}

std::size_t Vectors::missing_count(std::int64_t encoder) {
  std::int64_t count = 0;
  {
    auto q = database_.query("SELECT count(*) FROM items");
    q.next();
    count = q.integer(0);
  }
  auto q = database_.query("SELECT present FROM vector_blocks WHERE encoder = ?", encoder);
  while (q.next()) count -= std::popcount(bits(q.blob(0)));
  return static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
}

void Vectors::sweep(std::int64_t encoder, const Visit& visit) {
  const auto wide = static_cast<std::size_t>(width(encoder));
  std::vector<std::int64_t> items;
  std::vector<float> values(VectorBlock::kItems * wide);
  auto q = database_.query(
      "SELECT block, present, vectors FROM vector_blocks WHERE encoder = ? ORDER BY block",
      encoder);
  while (q.next()) {
    const auto bytes = q.blob(2);
    if (bytes.size() != VectorBlock::size(wide)) continue;
    items.clear();
    for (auto left = bits(q.blob(1)); left != 0; left &= left - 1) {
      const auto at = static_cast<std::size_t>(std::countr_zero(left));
      VectorBlock::read(bytes, at, std::span(values).subspan(items.size() * wide, wide));
      items.push_back(q.integer(0) * VectorBlock::kItems + static_cast<std::int64_t>(at));
    }
    if (!items.empty()) visit(items, std::span(values).first(items.size() * wide));
  }
}

VectorTable Vectors::all(std::int64_t encoder) {
  VectorTable table;
  table.width = width(encoder);
  std::size_t blocks = 0;
  {
    auto q = database_.query("SELECT count(*) FROM vector_blocks WHERE encoder = ?", encoder);
    q.next();
    blocks = static_cast<std::size_t>(q.integer(0));
  }
  table.values.reserve(blocks * VectorBlock::kItems * static_cast<std::size_t>(table.width));
  want_large_pages(table.values.data(), table.values.capacity() * sizeof(float));
  sweep(encoder, [&](std::span<const std::int64_t> items, std::span<const float> values) {
    table.items.insert(table.items.end(), items.begin(), items.end());
    table.values.insert(table.values.end(), values.begin(), values.end());
  });
  return table;
}

void Vectors::forget_all() {
  database_.run("DELETE FROM vector_blocks");
}

std::vector<float> Vectors::phrase(std::int64_t encoder, std::string_view phrase) {
  auto q = database_.query("SELECT vector FROM phrase_vectors WHERE encoder=? AND phrase=?",
                           encoder, phrase);
  return q.next() ? floats(q.blob(0)) : std::vector<float>{};
}

void Vectors::put_phrase(std::int64_t encoder, std::string_view phrase,
                         std::span<const float> vector) {
  database_.run("INSERT OR REPLACE INTO phrase_vectors (encoder, phrase, vector) VALUES (?,?,?)",
                encoder, phrase, std::as_bytes(vector));
}

void Vectors::forget_phrase(std::string_view phrase) {
  database_.run("DELETE FROM phrase_vectors WHERE phrase = ?", phrase);
}

void Vectors::forget_phrases() {
  database_.run("DELETE FROM phrase_vectors");
}

void forget_vectors(Database& database, std::int64_t item) {
  std::vector<std::int64_t> encoders;
  {
    auto q = database.query("SELECT row FROM encoders");
    while (q.next()) encoders.push_back(q.integer(0));
  }
  for (const auto encoder : encoders) {
    auto stored = find(database, encoder, item / VectorBlock::kItems);
    if (!stored || (stored->block.present() >> place(item) & 1) == 0) continue;
    stored->block.clear(place(item));
    update(database, stored->row, stored->block);
  }
}

}  // namespace heed::store
