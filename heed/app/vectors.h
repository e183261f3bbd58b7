// What texts mean, as vectors of the person's encoder, kept in the store so that each text is
// encoded once.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/app/home.h"
#include "heed/store/vectors.h"

namespace heed::app {

// What of an item is encoded: its title and the beginning of its text.
std::string encoder_text(std::string_view title, std::string_view text);

// Encodes every stored item that has no vector yet, in small commits: an interruption keeps what
// was done. `progress(done, total)` is called after each; where it gives false, filling stops.
void fill_vectors(Home& home, const std::function<bool(std::size_t, std::size_t)>& progress = {});

// Those of all items; call fill_vectors before.
store::VectorTable item_vectors(Home& home);

// The product of `with` and that of each item, or of each of `items`.
std::vector<store::Product> vector_products(Home& home, std::span<const float> with);
std::vector<store::Product> vector_products(Home& home, std::span<const float> with,
                                            const std::set<std::int64_t>& items);

// The vector of a phrase (an interest), from the store where it was asked for before.
std::vector<float> phrase_vector(Home& home, std::string_view phrase);

}  // namespace heed::app
