#include "heed/model/bert.h"

#include <algorithm>
#include <array>

#include "heed/attention/multi_head.h"
#include "heed/base/threads.h"
#include "heed/tensor/ops/elementwise.h"

namespace heed {
namespace {

constexpr float kDeviation = 0.02f;  // of first values; BERT's initializer_range

Activation activation_of(HiddenAct act) {
  switch (act) {
    case HiddenAct::gelu:
      return Activation::gelu;
    case HiddenAct::gelu_tanh:
      return Activation::gelu_tanh;
    case HiddenAct::relu:
      return Activation::relu;
  }
  return Activation::gelu;
}

// 0, 1, 2, … from the start of each item.
std::span<const std::int32_t> places(Pass& pass, Ragged items) {
  const auto places = pass.scratch<std::int32_t>(static_cast<std::size_t>(items.tokens()));
  for (std::int64_t item = 0; item < items.items(); ++item) {
    for (std::int32_t i = 0; i < items.length(item); ++i) places[items.begin(item) + i] = i;
  }
  return places;
}

std::span<const std::int32_t> zeros(Pass& pass, std::int64_t count) {
  const auto zeros = pass.scratch<std::int32_t>(static_cast<std::size_t>(count));
  std::fill(zeros.begin(), zeros.end(), 0);
  return zeros;
}

// What follows attention is a matter of each row alone. Taking few rows through all of it keeps
// their numbers in the second-level cache. Taking each thread's rows of a short text through all of
// it spares the threads from waiting for each other after each product, but brings all weights to
// each of them: that pays where weights have 8 bits.
constexpr std::int64_t kRowsTogether = 56;
constexpr std::int64_t kRowsWorthAThread = 8;

std::int64_t parts_of(std::int64_t rows, bool small_weights) {
  const std::int64_t parts = (rows + kRowsTogether - 1) / kRowsTogether;
  if (!small_weights) return parts;
  return std::max(parts, std::min(std::int64_t{free_threads()}, rows / kRowsWorthAThread));
}

// Tokens that go through a layer together: with fewer, weights are read too often; with more, a
// layer's numbers leave the second-level cache.
constexpr std::int64_t kTokensTogether = 224;

// run(row, items) for runs of items of about kTokensTogether tokens: the first one's row, and the
// items counted from there.
template <class Run>
void each_run(Pass& pass, Ragged items, Run run) {
  const Pass::Scope scope(pass);
  const auto offsets = pass.scratch<std::int32_t>(items.offsets.size());
  for (std::int64_t first = 0, last; first < items.items(); first = last) {
    const std::int32_t row = items.begin(first);
    last = first;
    do {
      offsets[last - first] = items.begin(last) - row;
      ++last;
    } while (last < items.items() &&
             items.begin(last) + items.length(last) - row <= kTokensTogether);
    offsets[last - first] = items.offsets[last] - row;
    const Pass::Scope of_run(pass);
    run(std::int64_t{row}, Ragged{offsets.first(static_cast<std::size_t>(last - first) + 1)});
  }
}

Tensor rows_of(Tensor x, std::int64_t first, std::int64_t count) {
  return {{count, x.cols()}, x.data + first * x.cols(), nullptr};
}

}  // namespace

BertLayer::BertLayer(Parameters& parameters, const std::string& name, const BertConfig& config)
    : query(parameters, name + ".attention.self.query", config.width, config.width),
      key(parameters, name + ".attention.self.key", config.width, config.width),
      value(parameters, name + ".attention.self.value", config.width, config.width),
      attention_output(parameters, name + ".attention.output.dense", config.width, config.width),
      attention_norm(parameters, name + ".attention.output.LayerNorm", config.width,
                     config.layer_norm_eps),
      intermediate(parameters, name + ".intermediate.dense", config.width, config.intermediate),
      output(parameters, name + ".output.dense", config.intermediate, config.width),
      output_norm(parameters, name + ".output.LayerNorm", config.width, config.layer_norm_eps),
      heads(static_cast<int>(config.heads)),
      activation(activation_of(config.hidden_act)),
      attention_dropout(config.attention_dropout),
      dropout{config.hidden_dropout} {}

Tensor BertLayer::attend(Pass& pass, Tensor x, Ragged items) const {
  MultiHead options;
  options.heads = heads;
  options.dropout = attention_dropout;
  if (qkv_ != nullptr && !pass.training()) {
    options.half = qkv_->precision() != Precision::f32;
    return self_attention(pass, packed_linear(pass, x, *qkv_, qkv_bias_.data()), items, options);
  }
  return multi_head_attention(pass, query(pass, x), key(pass, x), value(pass, x), items, items,
                              options);
}

Tensor BertLayer::transform(Pass& pass, Tensor attended, Tensor x, Tensor into) const {
  x = attention_norm(pass, dropout.in_place(pass, attention_output(pass, attended)), x);
  const Tensor inner = intermediate(pass, x, activation);
  return output_norm(pass, dropout.in_place(pass, output(pass, inner)), x, into);
}

Tensor BertLayer::operator()(Pass& pass, Tensor x, Ragged items) const {
  if (pass.training()) return transform(pass, attend(pass, x, items), x);
  each_run(pass, items,
           [&](std::int64_t row, Ragged run) { infer(pass, rows_of(x, row, run.tokens()), run); });
  return x;
}

void BertLayer::infer(Pass& pass, Tensor x, Ragged items) const {
  const Tensor attended = attend(pass, x, items);
  const bool small_weights = qkv_ != nullptr && qkv_->precision() == Precision::int8;
  const std::int64_t parts = parts_of(x.rows(), small_weights);
  parallel_for(static_cast<std::size_t>(parts), 1, [&](std::size_t part, std::size_t) {
    thread_local Pass own(Pass::Mode::infer);
    const Pass::Scope scope(own);
    own.set_fine_inputs(pass.fine_inputs());
    const auto i = static_cast<std::int64_t>(part);
    const std::int64_t row = x.rows() * i / parts, count = x.rows() * (i + 1) / parts - row;
    const Tensor mine = rows_of(x, row, count);
    transform(own, rows_of(attended, row, count), mine, mine);
  });
}

void BertLayer::freeze(const Pack& pack) {
  qkv_bias_.clear();
  for (const auto* part : {&query, &key, &value}) {
    const auto b = part->bias->tensor.values();
    qkv_bias_.insert(qkv_bias_.end(), b.begin(), b.end());
  }
  qkv_ = pack(std::array{query.weight->tensor, key.weight->tensor, value.weight->tensor});
  attention_output.freeze(pack);
  intermediate.freeze(pack);
  output.freeze(pack);
}

Bert::Bert(Parameters& parameters, const BertConfig& sizes, const std::string& prefix)
    : config(sizes),
      words(parameters, prefix + "embeddings.word_embeddings", config.vocab_size, config.width,
            kDeviation),
      positions(parameters, prefix + "embeddings.position_embeddings", config.max_positions,
                config.width, kDeviation),
      types(parameters, prefix + "embeddings.token_type_embeddings", config.token_types,
            config.width, kDeviation),
      norm(parameters, prefix + "embeddings.LayerNorm", config.width, config.layer_norm_eps),
      dropout{config.hidden_dropout} {
  for (std::int64_t i = 0; i < config.layers; ++i) {
    layers.emplace_back(parameters, prefix + "encoder.layer." + std::to_string(i), config);
  }
}

Tensor Bert::embed(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  const Tensor x = add(pass, words(pass, ids), positions(pass, places(pass, items)));
  return norm(pass, add(pass, x, types(pass, zeros(pass, items.tokens()))));
}

Tensor Bert::operator()(Pass& pass, std::span<const std::int32_t> ids, Ragged items) const {
  require(items.tokens() == static_cast<std::int64_t>(ids.size()), "offsets end where ids end");
  Tensor x;
  if (pass.training()) {
    x = dropout.in_place(pass, embed(pass, ids, items));
  } else {
    x = pass.make({items.tokens(), config.width});
    each_run(pass, items, [&](std::int64_t row, Ragged run) {
      const auto count = static_cast<std::size_t>(run.tokens());
      const Tensor part = embed(pass, ids.subspan(static_cast<std::size_t>(row), count), run);
      std::copy_n(part.data, part.count(), x.row(row));
    });
  }
  for (const auto& layer : layers) {
    const Pass::Scope scope(pass);  // when inferring, each layer works in the same memory
    x = layer(pass, x, items);
  }
  return x;
}

void Bert::freeze(const Pack& pack) {
  for (auto& layer : layers) layer.freeze(pack);
}

}  // namespace heed
