#include "heed/attention/multi_head.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "heed/attention/head_half.h"
#include "heed/attention/head_kernel.h"
#include "heed/attention/parts.h"
#include "heed/attention/workspace.h"
#include "heed/base/threads.h"

namespace heed {
namespace {

using attention::Head;
using attention::HeadGradients;
using attention::Part;
using attention::Rows;

// Multiplications and additions that are worth waking another thread for.
constexpr double kWorthAThread = 1e6;

// All that forward and backward need to know; trivially destructible, so that the tape can keep it.
struct Call {
  Columns q, k, v;
  Tensor out;
  Ragged queries, keys;
  MultiHead options;
  std::span<const Part> parts;
  float* log_sums;                        // [heads][query tokens]; null when inferring
  std::span<const std::int64_t> mask_at;  // where each item's mask begins
  std::uint32_t seed;

  int group() const { return options.heads / options.kv_heads; }
  std::int32_t depth() const { return static_cast<std::int32_t>(q.width / options.heads); }
  std::int32_t width() const { return static_cast<std::int32_t>(v.width / options.kv_heads); }

  Head head(const Part& part, int h) const;
  HeadGradients gradients(const Part& part, int h) const;
  Rows rows(const Columns& c, float* base, std::int64_t row, std::int64_t column) const;
};

Rows Call::rows(const Columns& c, float* base, std::int64_t row, std::int64_t column) const {
  if (base == nullptr) return {};
  return {base + row * c.of.cols() + c.first + column, c.of.cols() * options.stride};
}

Head Call::head(const Part& part, int h) const {
  const int kv = h / group();
  Head head;
  head.q = rows(q, q.of.data, part.q0, std::int64_t{h} * depth());
  head.k = rows(k, k.of.data, part.k0, std::int64_t{kv} * depth());
  head.v = rows(v, v.of.data, part.k0, std::int64_t{kv} * width());
  head.out = rows(out, out.data, part.q0, std::int64_t{h} * width());
  head.queries = part.queries;
  head.keys = part.keys;
  head.depth = depth();
  head.width = width();
  head.scale = options.scale;
  head.sight.causal = options.causal;
  head.sight.window = options.window;
  if (!options.mask.empty()) head.sight.mask = options.mask.data() + mask_at[part.item];
  if (!options.slopes.empty()) {
    head.sight.slope = options.slopes[h] * static_cast<float>(options.stride);
  }
  if (options.dropout > 0) {
    const auto number = static_cast<std::uint32_t>((&part - parts.data()) * options.heads + h);
    head.dropout = {seed + number * 0x9e3779b9u, options.dropout};
  }
  if (log_sums != nullptr) head.log_sum = log_sums + h * queries.tokens() + part.saved;
  return head;
}

HeadGradients Call::gradients(const Part& part, int h) const {
  const int kv = h / group();
  return {rows(q, q.of.grad, part.q0, std::int64_t{h} * depth()),
          rows(k, k.of.grad, part.k0, std::int64_t{kv} * depth()),
          rows(v, v.of.grad, part.k0, std::int64_t{kv} * width()),
          rows(out, out.grad, part.q0, std::int64_t{h} * width())};
}

// One block of queries of one head of one part.
struct Task {
  std::int32_t part, head, first, last;
};

// How many ranges to cut `tasks` into, from the work that they are: a matter of sizes alone.
std::size_t grain(const Call& call, std::size_t tasks) {
  double work = 0;
  for (const Part& part : call.parts) {
    double reach = part.keys;
    if (call.options.window >= 0) reach = std::min(reach, 2.0 * call.options.window + 1);
    work += part.queries * reach * (call.depth() + call.width());
  }
  work *= call.options.heads;
  const double each = work / static_cast<double>(std::max<std::size_t>(1, tasks));
  return static_cast<std::size_t>(std::ceil(kWorthAThread / std::max(1.0, each)));
}

std::int32_t most_keys(const Call& call) {
  std::int32_t keys = 0;
  for (const Part& part : call.parts) keys = std::max(keys, part.keys);
  return keys;
}

// How a block of queries is worked out, and how many queries make one.
struct Forward {
  const attention::HeadKernels& plain = attention::head_kernels();
  attention::HalfForward* half = nullptr;
  std::int32_t block;
  std::size_t floats;  // of scratch

  explicit Forward(const Call& call)
      : block(plain.block), floats(attention::forward_scratch(call.depth(), call.width())) {
    if (call.options.half && call.log_sums == nullptr) half = attention::half_forward();
    if (half == nullptr) return;
    block = attention::kHalfQueries;
    floats = std::max(floats, attention::half_scratch(call.depth(), call.width(), most_keys(call)));
  }

  void operator()(const Head& head, std::int32_t first, std::int32_t last, float* scratch) const {
    if (half != nullptr && half(head, first, last, scratch)) return;
    for (; first < last; first += plain.block) {
      plain.forward(head, first, std::min(last, first + plain.block), scratch);
    }
  }
};

void forward(Pass& pass, const Call& call) {
  const Forward run(call);
  const auto blocks = [&](const Part& part) { return (part.queries + run.block - 1) / run.block; };
  std::size_t count = 0;
  for (const Part& part : call.parts) {
    count += static_cast<std::size_t>(blocks(part) * call.options.heads);
  }
  const Pass::Scope scope(pass);
  const auto tasks = pass.scratch<Task>(count);
  std::size_t next = 0;
  for (std::size_t p = 0; p < call.parts.size(); ++p) {
    const Part& part = call.parts[p];
    for (int h = 0; h < call.options.heads; ++h) {
      for (std::int32_t b = 0; b < blocks(part); ++b) {
        const std::int32_t first = b * run.block;
        tasks[next++] = {static_cast<std::int32_t>(p), h, first,
                         std::min(part.queries, first + run.block)};
      }
    }
  }
  parallel_for(count, grain(call, count), [&](std::size_t begin, std::size_t end) {
    float* scratch = attention::workspace(run.floats);
    for (const Task& t : tasks.subspan(begin, end - begin)) {
      run(call.head(call.parts[t.part], t.head), t.first, t.last, scratch);
    }
  });
}

// Heads that share keys and values stay on one thread: they add to the same gradients, in order.
void backward(const Call& call) {
  const auto& kernels = attention::head_kernels();
  const std::size_t floats =
      attention::backward_scratch(call.depth(), call.width(), most_keys(call));
  const auto kv_heads = static_cast<std::size_t>(call.options.kv_heads);
  const std::size_t count = call.parts.size() * kv_heads;
  parallel_for(count, grain(call, count), [&](std::size_t begin, std::size_t end) {
    float* scratch = attention::workspace(floats);
    for (std::size_t t = begin; t < end; ++t) {
      const Part& part = call.parts[t / kv_heads];
      for (int h = 0; h < call.group(); ++h) {
        const int head = static_cast<int>(t % kv_heads) * call.group() + h;
        kernels.backward(call.head(part, head), call.gradients(part, head), scratch);
      }
    }
  });
}

std::span<const std::int64_t> mask_offsets(Pass& pass, const Call& call) {
  const auto at = pass.scratch<std::int64_t>(static_cast<std::size_t>(call.queries.items()) + 1);
  at[0] = 0;
  for (std::int64_t i = 0; i < call.queries.items(); ++i) {
    at[i + 1] = at[i] + std::int64_t{call.queries.length(i)} * call.keys.length(i);
  }
  require(static_cast<std::int64_t>(call.options.mask.size()) == at[call.queries.items()],
          "the mask has queries × keys entries for each item");
  return at;
}

void check(const Call& call) {
  const auto& o = call.options;
  require(o.heads >= 1 && o.heads % o.kv_heads == 0, "kv_heads divides heads");
  require(call.q.width % o.heads == 0 && call.k.width % o.kv_heads == 0 &&
              call.v.width % o.kv_heads == 0,
          "heads divide the widths of q, k and v");
  require(call.q.width / o.heads == call.k.width / o.kv_heads, "heads of q and k are equally wide");
  require(call.queries.items() == call.keys.items(), "queries and keys have equally many items");
  require(call.q.of.rows() == call.queries.tokens() && call.k.of.rows() == call.keys.tokens() &&
              call.v.of.rows() == call.keys.tokens(),
          "q, k and v have a row for each token");
  require(o.slopes.empty() || o.slopes.size() == static_cast<std::size_t>(o.heads),
          "there is a slope for each head");
  require(o.stride >= 1 && o.block >= 0 && (o.stride == 1 || o.block == 0),
          "attention is strided or in blocks, not both");
  require(o.mask.empty() || (o.stride == 1 && o.block == 0),
          "a mask goes with neither strides nor blocks");
  require(o.dropout >= 0 && o.dropout < 1, "dropout is a share below 1");
}

}  // namespace

Tensor multi_head_attention(Pass& pass, Columns q, Columns k, Columns v, Ragged queries,
                            Ragged keys, const MultiHead& options) {
  Call call{q, k, v, {}, queries, keys, options, {}, nullptr, {}, 0};
  auto& o = call.options;
  if (o.kv_heads == 0) o.kv_heads = o.heads;
  if (!pass.training()) o.dropout = 0;
  check(call);
  if (o.scale == 0) o.scale = 1.0f / std::sqrt(static_cast<float>(call.depth()));
  call.parts = attention::split(pass, queries, keys, o.block, o.stride);
  call.out = pass.make({q.of.rows(), std::int64_t{o.heads} * call.width()});
  if (!o.mask.empty()) call.mask_at = mask_offsets(pass, call);
  if (o.dropout > 0) call.seed = static_cast<std::uint32_t>(pass.next_seed() >> 32);
  if (pass.training()) {
    const auto count = static_cast<std::size_t>(o.heads) * static_cast<std::size_t>(q.of.rows());
    call.log_sums = pass.scratch<float>(count).data();
  }
  forward(pass, call);
  pass.on_backward([call] { backward(call); });
  return call.out;
}

Tensor self_attention(Pass& pass, Tensor qkv, Ragged items, const MultiHead& options) {
  require(qkv.cols() % 3 == 0, "q, k and v are equally wide");
  const std::int64_t width = qkv.cols() / 3;
  return multi_head_attention(pass, {qkv, 0, width}, {qkv, width, width}, {qkv, 2 * width, width},
                              items, items, options);
}

}  // namespace heed
