#include "heed/model/embedder.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "heed/kernel/table.h"
#include "heed/model/weights.h"

namespace heed {
namespace {

// What goes through the model together: enough to keep every core busy, and few enough that the
// widest layer's numbers stay in the caches' reach.
constexpr std::int64_t kBatchTokens = 2048;

struct Batch {
  std::vector<std::int32_t> ids;
  std::vector<std::int32_t> offsets{0};

  void add(std::span<const std::int32_t> item, std::int64_t most) {
    if (static_cast<std::int64_t>(item.size()) > most) {
      ids.insert(ids.end(), item.begin(), item.begin() + (most - 1));
      ids.push_back(item.back());
    } else {
      ids.insert(ids.end(), item.begin(), item.end());
    }
    offsets.push_back(static_cast<std::int32_t>(ids.size()));
  }
  std::int64_t items() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
  void clear() {
    ids.clear();
    offsets.assign(1, 0);
  }
};

void pool(Pooling pooling, const Tensor& hidden, std::int64_t begin, std::int64_t end, float* out) {
  const auto width = hidden.cols();
  std::copy_n(hidden.row(begin), width, out);
  if (pooling == Pooling::cls) return;
  for (auto row = begin + 1; row < end; ++row) {
    const float* x = hidden.row(row);
    for (std::int64_t c = 0; c < width; ++c) {
      out[c] = pooling == Pooling::mean ? out[c] + x[c] : std::max(out[c], x[c]);
    }
  }
  if (pooling == Pooling::max) return;
  const auto count = static_cast<float>(end - begin);
  for (std::int64_t c = 0; c < width; ++c) out[c] /= count;
}

void scale_to_one(std::span<float> vector) {
  const double squares = kernel::kernels().sum_of_squares(vector.data(), vector.size());
  if (squares == 0) return;
  const auto inverse = static_cast<float>(1 / std::sqrt(squares));
  for (auto& x : vector) x *= inverse;
}

}  // namespace

Embedder::Embedder(const std::filesystem::path& folder)
    : file_(std::make_unique<Safetensors>(folder / "model.safetensors")),
      bert_(parameters_, read_bert_config(folder / "config.json")) {
  load_weights(parameters_, *file_);
}

void Embedder::encode(std::span<const std::int32_t> ids, Ragged items, const EmbedOptions& options,
                      std::span<float> out) const {
  require(static_cast<std::int64_t>(out.size()) == items.items() * width(), "out holds the rows");
  for (const auto id : ids) {
    if (id >= 0 && id < bert_.config.vocab_size) continue;
    throw Error(Failure::bad_input, "token " + std::to_string(id) + " is not in the vocabulary",
                file_->path().string(), "use the tokenizer that belongs to the model");
  }
  const auto most =
      options.max_tokens == 0 ? max_tokens() : std::min(max_tokens(), options.max_tokens);
  require(most >= 2, "an item has room for its ends");
  Pass pass(Pass::Mode::infer);
  Batch batch;
  float* row = out.data();
  const auto flush = [&] {
    pass.reset();
    const Tensor hidden = bert_(pass, batch.ids, {batch.offsets});
    for (std::int64_t i = 0; i < batch.items(); ++i, row += width()) {
      pool(options.pool, hidden, batch.offsets[i], batch.offsets[i + 1], row);
      if (options.normalize) scale_to_one({row, static_cast<std::size_t>(width())});
    }
    batch.clear();
  };
  for (std::int64_t i = 0; i < items.items(); ++i) {
    const auto length = std::min<std::int64_t>(items.length(i), most);
    require(length >= 1, "an item has at least one token");
    const bool full =
        batch.items() > 0 && (batch.items() == options.batch ||
                              static_cast<std::int64_t>(batch.ids.size()) + length > kBatchTokens);
    if (full) flush();
    batch.add(ids.subspan(items.begin(i), items.length(i)), most);
  }
  if (batch.items() > 0) flush();
}

}  // namespace heed
