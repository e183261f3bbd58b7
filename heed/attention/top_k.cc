#include "heed/attention/top_k.h"

#include <algorithm>
#include <cmath>

#include "heed/attention/items.h"
#include "heed/attention/workspace.h"
#include "heed/kernel/table.h"

namespace heed {
namespace {

using kernel::kernels;

float dot(const float* a, const float* b, std::int64_t n) {
  float parts[8] = {};  // eight sums at a time, which compilers turn into vectors
  std::int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    for (int l = 0; l < 8; ++l) parts[l] += a[i + l] * b[i + l];
  }
  float sum = 0;
  for (; i < n; ++i) sum += a[i] * b[i];
  for (const float part : parts) sum += part;
  return sum;
}

struct Kept {
  std::int32_t key;  // a row of k and v; −1: none
  float weight;
};

struct Call {
  Tensor q, k, v, out;
  Ragged queries, keys;
  TopK options;
  std::span<Kept> kept;  // [query tokens][heads][keep]

  std::int64_t depth() const { return q.cols() / options.heads; }
  std::int64_t width() const { return v.cols() / options.heads; }

  void forward(std::int64_t item, std::int32_t i) const {
    const std::int64_t n = keys.length(item), window = options.window;
    const std::int64_t begin = window < 0 ? 0 : std::clamp<std::int64_t>(i - window, 0, n);
    std::int64_t end = window < 0 ? n : std::min<std::int64_t>(n, i + window + 1);
    if (options.causal) end = std::min<std::int64_t>(end, i + 1);
    for (int h = 0; h < options.heads; ++h) choose(item, i, h, begin, std::max(begin, end));
  }

  void choose(std::int64_t item, std::int32_t i, int h, std::int64_t begin, std::int64_t end) const;
  void backward(std::int64_t query) const;
  void add_up(std::int64_t query, int h, std::span<const Kept> chosen) const;
};

void Call::choose(std::int64_t item, std::int32_t i, int h, std::int64_t begin,
                  std::int64_t end) const {
  const std::int64_t query = queries.begin(item) + i, k0 = keys.begin(item);
  auto* candidates = reinterpret_cast<Kept*>(attention::workspace((end - begin + 1) * 2));
  const float scale = 1.0f / std::sqrt(static_cast<float>(depth()));
  for (std::int64_t j = begin; j < end; ++j) {
    const float logit = dot(q.row(query) + h * depth(), k.row(k0 + j) + h * depth(), depth());
    candidates[j - begin] = {static_cast<std::int32_t>(k0 + j), logit * scale};
  }
  const auto count = std::min<std::int64_t>(options.keep, end - begin);
  const auto better = [](const Kept& a, const Kept& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.key < b.key;
  };
  std::partial_sort(candidates, candidates + count, candidates + (end - begin), better);
  const auto chosen = kept.subspan((query * options.heads + h) * options.keep, options.keep);
  std::fill(chosen.begin(), chosen.end(), Kept{-1, 0});
  float sum = 0;
  for (std::int64_t c = 0; c < count; ++c) {
    chosen[c] = {candidates[c].key, std::exp(candidates[c].weight - candidates[0].weight)};
    sum += chosen[c].weight;
  }
  for (std::int64_t c = 0; c < count; ++c) chosen[c].weight /= sum;
  add_up(query, h, chosen);
}

void Call::add_up(std::int64_t query, int h, std::span<const Kept> chosen) const {
  float* y = out.row(query) + h * width();
  std::fill_n(y, width(), 0.0f);
  for (const auto& [key, weight] : chosen) {
    if (key >= 0) kernels().accumulate(weight, v.row(key) + h * width(), y, width());
  }
}

// With dP_c = v_c·dy: dlogit_c = P_c (dP_c − y·dy).
void Call::backward(std::int64_t query) const {
  const float scale = 1.0f / std::sqrt(static_cast<float>(depth()));
  for (int h = 0; h < options.heads; ++h) {
    const std::int64_t qh = query * q.cols() + h * depth(), yh = query * out.cols() + h * width();
    const float* dy = out.grad + yh;
    const float mean = dot(out.data + yh, dy, width());
    const auto first = (query * options.heads + h) * options.keep;
    for (const auto& [key, weight] : kept.subspan(first, options.keep)) {
      if (key < 0) break;
      const std::int64_t kh = key * k.cols() + h * depth(), vh = key * v.cols() + h * width();
      const float dlogit = weight * (dot(v.data + vh, dy, width()) - mean) * scale;
      if (v.grad != nullptr) kernels().accumulate(weight, dy, v.grad + vh, width());
      if (q.grad != nullptr) kernels().accumulate(dlogit, k.data + kh, q.grad + qh, depth());
      if (k.grad != nullptr) kernels().accumulate(dlogit, q.data + qh, k.grad + kh, depth());
    }
  }
}

}  // namespace

Tensor top_k_attention(Pass& pass, Tensor q, Tensor k, Tensor v, Ragged queries, Ragged keys,
                       const TopK& options) {
  require(queries.items() == keys.items(), "queries and keys have equally many items");
  require(options.heads >= 1 && options.keep >= 1, "top-k: heads, and keys to keep");
  require(q.cols() == k.cols() && q.cols() % options.heads == 0 && v.cols() % options.heads == 0,
          "top-k: heads divide the widths, and q and k are equally wide");
  require(q.rows() == queries.tokens() && k.rows() == keys.tokens() && v.rows() == keys.tokens(),
          "top-k: a row for each token");
  const auto count = static_cast<std::size_t>(q.rows() * options.heads * options.keep);
  const Call call{q,       k,    v,       pass.make({q.rows(), v.cols()}),
                  queries, keys, options, pass.scratch<Kept>(count)};
  const std::int64_t work = q.cols() * 64;  // of one query, about
  for (std::int64_t item = 0; item < queries.items(); ++item) {
    for_items(queries.length(item), queries.length(item) * work,
              [&](std::int64_t i) { call.forward(item, static_cast<std::int32_t>(i)); });
  }
  pass.on_backward([=] {
    for_items(queries.items(), q.rows() * work, [&](std::int64_t item) {
      for (std::int64_t i = queries.begin(item); i < queries.offsets[item + 1]; ++i) {
        call.backward(i);
      }
    });
  });
  return call.out;
}

}  // namespace heed
