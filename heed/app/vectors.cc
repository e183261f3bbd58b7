#include "heed/app/vectors.h"

#include "heed/base/threads.h"
#include "heed/base/utf8.h"
#include "heed/model/encoder.h"
#include "heed/store/store.h"

namespace heed::app {
namespace {

constexpr std::size_t kTextBytes = 1200;  // what the encoders at hand look at
constexpr int kBatch = 256;               // in one commit: an interruption waits for it

std::int64_t stored_encoder(Home& home) {
  return home.store().vectors.encoder(home.encoder().fingerprint(),
                                      static_cast<int>(home.encoder().width()));
}

std::vector<std::string> texts_of(store::Store& store, const std::vector<std::int64_t>& rows) {
  std::vector<std::string> texts;
  for (const auto row : rows) {
    const auto words = store.items.words(row);
    texts.push_back(encoder_text(words.title, words.text));
  }
  return texts;
}

// The built-in encoder works on one thread at a time; models cut the work by themselves.
Vectors encode(const TextEncoder& encoder, const std::vector<std::string>& texts) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  if (encoder.name() != "lexical") return encoder.encode(views);
  Vectors out{views.size(), encoder.width(), std::vector<float>(views.size() * encoder.width())};
  parallel_for(views.size(), 32, [&](std::size_t begin, std::size_t end) {
    const auto part = encoder.encode(std::span(views).subspan(begin, end - begin));
    std::copy(part.values.begin(), part.values.end(), out.row(begin).begin());
  });
  return out;
}

}  // namespace

std::string encoder_text(std::string_view title, std::string_view text) {
  return std::string(title) + "\n" + std::string(start_of_utf8(text, kTextBytes));
}

void fill_vectors(Home& home, const std::function<bool(std::size_t, std::size_t)>& progress) {
  auto& store = home.store();
  const auto total = store.vectors.missing_count(stored_encoder(home));
  std::int64_t last = 0;
  for (std::size_t done = 0; done < total;) {
    const auto encoder = stored_encoder(home);
    const auto rows = store.vectors.missing(encoder, last, kBatch);
    if (rows.empty()) return;
    const auto vectors = encode(home.encoder(), texts_of(store, rows));
    store.vectors.put(encoder, rows, vectors.values);
    last = rows.back();
    done += rows.size();
    if (progress && !progress(done, total)) return;
  }
}

store::VectorTable item_vectors(Home& home) {
  return home.store().vectors.all(stored_encoder(home));
}

std::vector<store::Product> vector_products(Home& home, std::span<const float> with) {
  return home.store().vectors.products(stored_encoder(home), with);
}

std::vector<store::Product> vector_products(Home& home, std::span<const float> with,
                                            const std::set<std::int64_t>& items) {
  return home.store().vectors.products(stored_encoder(home), with, items);
}

std::vector<float> phrase_vector(Home& home, std::string_view phrase) {
  auto& vectors = home.store().vectors;
  const auto encoder = stored_encoder(home);
  auto vector = vectors.phrase(encoder, phrase);
  if (vector.empty()) {
    vector = home.encoder().encode(phrase);
    if (home.store().database.writable()) vectors.put_phrase(encoder, phrase, vector);
  }
  return vector;
}

}  // namespace heed::app
