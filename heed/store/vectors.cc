#include "heed/store/vectors.h"

#include <algorithm>
#include <cstring>

#include "heed/base/error.h"

namespace heed::store {
namespace {

std::vector<float> floats(std::span<const std::byte> bytes) {
  std::vector<float> out(bytes.size() / sizeof(float));
  std::memcpy(out.data(), bytes.data(), out.size() * sizeof(float));
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

void Vectors::put(std::int64_t encoder, std::int64_t item, std::span<const float> vector) {
  database_.run("INSERT OR REPLACE INTO vectors (encoder, item, vector) VALUES (?,?,?)", encoder,
                item, std::as_bytes(vector));
}

std::vector<std::int64_t> Vectors::missing(std::int64_t encoder, int limit) {
  std::vector<std::int64_t> out;
  auto q = database_.query(
      "SELECT row FROM items WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE vectors.item = "
      "items.row "
      "AND vectors.encoder = ?) ORDER BY row LIMIT ?",
      encoder, limit);
  while (q.next()) out.push_back(q.integer(0));
  return out;
}

std::size_t Vectors::missing_count(std::int64_t encoder) {
  auto q = database_.query(
      "SELECT (SELECT count(*) FROM items) - (SELECT count(*) FROM vectors WHERE encoder = ?)",
      encoder);
  q.next();
  return static_cast<std::size_t>(std::max<std::int64_t>(q.integer(0), 0));
}

std::vector<float> Vectors::get(std::int64_t encoder, std::int64_t item) {
  auto q = database_.query("SELECT vector FROM vectors WHERE encoder=? AND item=?", encoder, item);
  return q.next() ? floats(q.blob(0)) : std::vector<float>{};
}

VectorTable Vectors::all(std::int64_t encoder) {
  VectorTable table;
  {
    auto q = database_.query("SELECT width FROM encoders WHERE row = ?", encoder);
    if (!q.next()) return table;
    table.width = static_cast<int>(q.integer(0));
  }
  const auto width = static_cast<std::size_t>(table.width);
  {
    auto q = database_.query("SELECT count(*) FROM vectors WHERE encoder = ?", encoder);
    q.next();
    table.items.reserve(static_cast<std::size_t>(q.integer(0)));
    table.values.reserve(static_cast<std::size_t>(q.integer(0)) * width);
  }
  auto q =
      database_.query("SELECT item, vector FROM vectors WHERE encoder = ? ORDER BY item", encoder);
  while (q.next()) {
    const auto bytes = q.blob(1);
    if (bytes.size() != width * sizeof(float)) continue;  // not of this encoder: made anew later
    table.items.push_back(q.integer(0));
    table.values.resize(table.values.size() + width);
    std::memcpy(table.values.data() + table.values.size() - width, bytes.data(), bytes.size());
  }
  return table;
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

}  // namespace heed::store
