#include "heed/model/embedder.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "heed/base/threads.h"
#include "heed/model/packed_cache.h"
#include "heed/model/unit_length.h"
#include "heed/model/weights.h"

namespace heed {
namespace {

// Tokens that go through the model together, layer by layer: while all of them pass one layer its
// weights stay in the third-level cache, which is too small for those of all layers.
constexpr std::int64_t kMostTokens = 2048, kFewestTokens = 224;

// So many that each thread has two batches, where there is enough for that.
std::int64_t tokens_together(Ragged items) {
  return std::clamp(items.tokens() / (2 * free_threads()), kFewestTokens, kMostTokens);
}
constexpr std::size_t kTextsAtOnce = 4096;

// Of an item whose inputs are rounded more finely: an empty line has two tokens.
constexpr std::int64_t kFewTokens = 8;

// Which items go together: order[begins[b]] … order[begins[b + 1] − 1].
struct Plan {
  std::vector<std::int32_t> order;
  std::vector<std::size_t> begins{0};
};

std::int64_t length(Ragged items, std::int32_t item, std::int64_t most) {
  return std::min<std::int64_t>(items.length(item), most);
}

// Items of about one length together, longest first, so that threads end at about the same time;
// those of few tokens among themselves.
Plan plan(Ragged items, std::int64_t most_tokens, std::int64_t most_items) {
  const std::int64_t together = tokens_together(items);
  Plan plan;
  plan.order.resize(static_cast<std::size_t>(items.items()));
  std::iota(plan.order.begin(), plan.order.end(), 0);
  std::stable_sort(plan.order.begin(), plan.order.end(), [&](auto a, auto b) {
    return length(items, a, most_tokens) > length(items, b, most_tokens);
  });
  std::int64_t tokens = 0, count = 0;
  for (std::size_t i = 0; i < plan.order.size(); ++i) {
    const auto more = length(items, plan.order[i], most_tokens);
    const bool first_of_few =
        i > 0 && more <= kFewTokens && length(items, plan.order[i - 1], most_tokens) > kFewTokens;
    if (count > 0 && (count == most_items || tokens + more > together || first_of_few)) {
      plan.begins.push_back(i);
      tokens = count = 0;
    }
    tokens += more;
    ++count;
  }
  plan.begins.push_back(plan.order.size());
  return plan;
}

void pool(Pooling pooling, const float* rows, std::int64_t count, std::int64_t width, float* out) {
  std::copy_n(rows, width, out);
  if (pooling == Pooling::cls) return;
  for (std::int64_t row = 1; row < count; ++row) {
    const float* x = rows + row * width;
    for (std::int64_t c = 0; c < width; ++c) {
      out[c] = pooling == Pooling::mean ? out[c] + x[c] : std::max(out[c], x[c]);
    }
  }
  if (pooling == Pooling::max) return;
  for (std::int64_t c = 0; c < width; ++c) out[c] /= static_cast<float>(count);
}

// What a thread uses again from batch to batch.
struct Workspace {
  Pass pass{Pass::Mode::infer};
  std::vector<std::int32_t> ids, offsets;

  void add(std::span<const std::int32_t> item, std::int64_t most) {
    const auto kept = static_cast<std::ptrdiff_t>(
        std::min<std::int64_t>(most, static_cast<std::int64_t>(item.size())));
    ids.insert(ids.end(), item.begin(), item.begin() + kept);
    ids.back() = item.back();
    offsets.push_back(static_cast<std::int32_t>(ids.size()));
  }
};

}  // namespace

Embedder::Embedder(const std::filesystem::path& folder, Precision precision)
    : file_(std::make_unique<Safetensors>(folder / "model.safetensors")),
      bert_(parameters_, read_bert_config(folder / "config.json")) {
  PackedCache cache(file_->path(), precision);
  load_weights(parameters_, *file_, "bert.", cache.source_is_known());
  bert_.freeze(cache.pack());
  cache.keep();
  file_->forget();
}

std::int64_t Embedder::most_tokens(const EmbedOptions& options) const {
  const auto most =
      options.max_tokens == 0 ? max_tokens() : std::min(max_tokens(), options.max_tokens);
  require(most >= 2, "an item has room for its ends");
  return most;
}

void Embedder::encode(std::span<const std::int32_t> ids, Ragged items, const EmbedOptions& options,
                      std::span<float> out) const {
  require(static_cast<std::int64_t>(out.size()) == items.items() * width(), "out holds the rows");
  for (const auto id : ids) {
    if (id >= 0 && id < bert_.config.vocab_size) continue;
    throw Error(Failure::bad_input, "token " + std::to_string(id) + " is not in the vocabulary",
                file_->path().string(), "use the tokenizer that belongs to the model");
  }
  for (std::int64_t i = 0; i < items.items(); ++i) {
    require(items.length(static_cast<std::int32_t>(i)) >= 1, "an item has at least one token");
  }
  const auto most = most_tokens(options);
  const Plan batches = plan(items, most, options.batch);
  const auto run = [&](std::size_t batch) {
    thread_local Workspace work;
    work.pass.reset();
    work.ids.clear();
    work.offsets.assign(1, 0);
    const auto mine =
        std::span(batches.order)
            .subspan(batches.begins[batch], batches.begins[batch + 1] - batches.begins[batch]);
    for (const auto item : mine) {
      work.add(ids.subspan(items.begin(item), items.length(item)), most);
    }
    work.pass.set_fine_inputs(work.offsets[1] <= kFewTokens);
    const Tensor hidden = bert_(work.pass, work.ids, {work.offsets});
    for (std::size_t i = 0; i < mine.size(); ++i) {
      float* row = out.data() + mine[i] * width();
      pool(options.pool, hidden.row(work.offsets[i]), work.offsets[i + 1] - work.offsets[i],
           width(), row);
      if (options.normalize) scale_to_one(std::span(row, static_cast<std::size_t>(width())));
    }
  };
  if (items.items() == 0) return;
  parallel_for(batches.begins.size() - 1, 1, [&](auto batch, auto) { run(batch); });
}

void Embedder::encode(const Tokenizer& tokenizer, std::span<const std::string_view> texts,
                      const EmbedOptions& options, std::span<float> out) const {
  const auto most = static_cast<std::size_t>(most_tokens(options));
  while (!texts.empty()) {
    const auto part = texts.first(std::min(texts.size(), kTextsAtOnce));
    std::vector<std::vector<std::int32_t>> tokens(part.size());
    parallel_for(part.size(), 64, [&](auto begin, auto end) {
      Encoding encoding;
      for (auto i = begin; i < end; ++i) {
        tokenizer.encode(part[i], encoding, most);
        tokens[i] = encoding.ids;
      }
    });
    std::vector<std::int32_t> ids, offsets{0};
    for (const auto& item : tokens) {
      ids.insert(ids.end(), item.begin(), item.end());
      offsets.push_back(static_cast<std::int32_t>(ids.size()));
    }
    const auto rows = part.size() * static_cast<std::size_t>(width());
    encode(ids, Ragged{offsets}, options, out.first(rows));
    out = out.subspan(rows);
    texts = texts.subspan(part.size());
  }
}

}  // namespace heed
