// Temperature scaling (Guo et al., 2017): probabilities are softmax(logits / T), with the one T > 0
// that makes held-out labels likeliest. It never changes which class is likeliest.
#pragma once

#include <cstdint>
#include <span>

namespace heed {

// The mean over items of −ln softmax(logits / temperature)[truth]; logits is [items, classes].
double negative_log_likelihood(std::span<const float> logits, std::span<const std::int32_t> truth,
                               std::size_t classes, double temperature);

// The best T in [0.2, 20], by golden section on ln T: the loss is convex in 1 / T, so it has one
// valley. 1 without items.
double fit_temperature(std::span<const float> logits, std::span<const std::int32_t> truth,
                       std::size_t classes);

// Writes softmax(logits / temperature) to `probabilities`, row by row.
void softmax_rows(std::span<const float> logits, std::size_t classes, double temperature,
                  std::span<float> probabilities);

}  // namespace heed
