// What `heed attend` reads: refused with an Error, or shapes that the attention accepts.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "heed/cli/attend_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = parse_json(text, "fuzz");
  if (!document) return 0;
  const auto attention = cli::read_attention(*document, "fuzz");
  if (!attention) return 0;
  const auto out = attend(*attention);
  for (const auto& weights : out.weights) {
    for (std::int64_t i = 0; i < weights.rows; ++i) {
      double sum = 0;
      for (std::int64_t j = 0; j < weights.cols; ++j) sum += weights(i, j);
      // Rows add up to 1, or to 0 where nothing is seen; logits may overflow.
      if (std::isfinite(sum) && std::abs(sum - 1) > 1e-9 && sum != 0) std::abort();
    }
  }
  return 0;
}
