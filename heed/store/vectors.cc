#include "heed/store/vectors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

#include "heed/base/error.h"
#include "heed/base/pages.h"
#include "heed/base/threads.h"
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
  return Stored{q.integer(0), StoredBlock(width, bits(q.blob(1)), q.blob(2)).copy()};
}

bool is_stored(Database& database, std::int64_t item) {
  return database.query("SELECT 1 FROM items WHERE row = ?", item).next();
}

void update(Database& database, std::int64_t row, const VectorBlock& block) {
  const auto present = block.present();
  database.run("UPDATE vector_blocks SET present = ?, vectors = ? WHERE row = ?",
               std::as_bytes(std::span(&present, 1)), block.bytes(), row);
}

// visit(block, its items) for each that is stored.
template <class Visit>
void sweep(Database& database, std::int64_t encoder, std::size_t width, Blocks blocks,
           const Visit& visit) {
  std::vector<std::int64_t> items;
  auto q = database.query(
      "SELECT block, present, vectors FROM vector_blocks WHERE encoder = ? AND block >= ? AND "
      "block < ? ORDER BY block",
      encoder, blocks.first, blocks.end);
  while (q.next()) {
    const StoredBlock block(width, bits(q.blob(1)), q.blob(2));
    items.clear();
    for (auto left = block.present(); left != 0; left &= left - 1) {
      items.push_back(q.integer(0) * VectorBlock::kItems + std::countr_zero(left));
    }
    if (!items.empty()) visit(block, items);
  }
}

std::vector<Product> products_of(Database& database, std::int64_t encoder,
                                 std::span<const float> with, Blocks blocks) {
  std::vector<Product> out;
  std::vector<float> values(VectorBlock::kItems);
  sweep(database, encoder, with.size(), blocks, [&](const auto& block, const auto& items) {
    block.products(with, values);
    for (std::size_t i = 0; i < items.size(); ++i) out.push_back({items[i], values[i]});
  });
  return out;
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

Blocks Vectors::blocks(std::int64_t encoder) {
  auto q = database_.query("SELECT min(block), max(block) FROM vector_blocks WHERE encoder = ?",
                           encoder);
  if (!q.next() || q.null(0)) return {};
  return {q.integer(0), q.integer(1) + 1};
}

std::vector<Product> Vectors::products(std::int64_t encoder, std::span<const float> with) {
  require(static_cast<int>(with.size()) == width(encoder), "vectors have one width");
  constexpr std::int64_t kWorthTwo = 128;  // what opening the file again costs
  const auto all = blocks(encoder);
  if (all.end - all.first < kWorthTwo) return products_of(database_, encoder, with, all);
  const auto middle = all.first + (all.end - all.first) / 2;
  std::vector<Product> first, second;
  parallel_for(2, 1, [&](std::size_t half, std::size_t) {
    if (half == 0) {
      first = products_of(database_, encoder, with, {all.first, middle});
    } else {
      Database again(database_.file(), Database::Mode::look);
      second = products_of(again, encoder, with, {middle, all.end});
    }
  });
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::vector<Product> Vectors::products(std::int64_t encoder, std::span<const float> with,
                                       const std::set<std::int64_t>& items) {
  std::vector<Product> out;
  for (auto i = items.begin(); i != items.end();) {
    const auto block = *i / VectorBlock::kItems;
    for (const auto& one : products_of(database_, encoder, with, {block, block + 1})) {
      if (items.contains(one.item)) out.push_back(one);
    }
    i = items.lower_bound((block + 1) * VectorBlock::kItems);
  }
  return out;
}

VectorTable Vectors::all(std::int64_t encoder) {
  VectorTable table;
  table.width = width(encoder);
  const auto wide = static_cast<std::size_t>(table.width);
  std::size_t count = 0;
  {
    auto q = database_.query("SELECT count(*) FROM vector_blocks WHERE encoder = ?", encoder);
    q.next();
    count = static_cast<std::size_t>(q.integer(0));
  }
  table.values.reserve(count * VectorBlock::kItems * wide);
  want_large_pages(table.values.data(), table.values.capacity() * sizeof(float));
  sweep(database_, encoder, wide, blocks(encoder), [&](const auto& block, const auto& items) {
    const auto before = table.values.size();
    table.items.insert(table.items.end(), items.begin(), items.end());
    table.values.resize(before + items.size() * wide);
    block.vectors(std::span(table.values).subspan(before));
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
