#include "heed/kernel/half_product.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "heed/base/pages.h"
#include "heed/base/threads.h"
#include "heed/kernel/half_tiles.h"
#include "heed/kernel/packed_tiles.h"

namespace heed::kernel {
namespace {

constexpr std::int64_t kDepth = 384;  // of a block
constexpr std::int64_t kChunk = 112;  // rows of a block, at most
constexpr std::int64_t kSmall = 16;   // sides below which packing doesn't pay

struct Free {
  void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
};

// 64-byte aligned memory of this thread that grows and is used again; one for each Tag.
template <class Tag>
std::byte* scratch(std::int64_t wanted) {
  thread_local std::unique_ptr<std::byte[], Free> memory;
  thread_local std::size_t size = 0;
  const auto bytes = static_cast<std::size_t>(wanted);
  if (size < bytes) {
    memory.reset();
    memory.reset(static_cast<std::byte*>(::operator new[](bytes, std::align_val_t{64})));
    size = bytes;
    want_large_pages(memory.get(), bytes);
  }
  return memory.get();
}

#if defined(__x86_64__)

std::int64_t even(std::int64_t depth) {
  return depth + depth % 2;
}

std::int64_t depth_of(std::int64_t block, std::int64_t depth) {
  return std::min(kDepth, depth - block * kDepth);
}

// op(B), packed: [block of depth][panel], each the panel's scales and then its numbers.
class RightFactor {
 public:
  RightFactor(const HalfTiles& tiles, const Product& p)
      : tiles_(tiles),
        p_(p),
        blocks_((p.k + kDepth - 1) / kDepth),
        panels_((p.n + tiles.width - 1) / tiles.width),
        scale_bytes_(tiles.width * std::int64_t{sizeof(float)}),
        bytes_(scale_bytes_ + std::min(kDepth, even(p.k)) * tiles.width * 2),
        memory_(scratch<RightFactor>(blocks_ * panels_ * bytes_)) {
    const std::int64_t groups = (panels_ + kTogether - 1) / kTogether;
    parallel_for(static_cast<std::size_t>(blocks_ * groups), 1, [&](std::size_t i, std::size_t) {
      const auto group = static_cast<std::int64_t>(i);
      pack(group / groups, group % groups * kTogether);
    });
  }

  std::int64_t blocks() const { return blocks_; }
  std::int64_t panels() const { return panels_; }
  const float* scales(std::int64_t block, std::int64_t panel) const {
    return reinterpret_cast<const float*>(at(block, panel));
  }
  const std::byte* numbers(std::int64_t block, std::int64_t panel) const {
    return at(block, panel) + scale_bytes_;
  }

 private:
  std::byte* at(std::int64_t block, std::int64_t panel) const {
    return memory_ + (block * panels_ + panel) * bytes_;
  }

  static constexpr std::int64_t kTogether = 4;  // panels, so that long runs of memory are read

  void pack(std::int64_t block, std::int64_t panel) const {
    const std::int64_t row = block * kDepth, col = panel * tiles_.width;
    const Strip strip{p_.b + (p_.b_transposed ? col * p_.ldb + row : row * p_.ldb + col), p_.ldb,
                      p_.b_transposed, std::min(kTogether * tiles_.width, p_.n - col),
                      depth_of(block, p_.k)};
    std::byte* out = at(block, panel);
    tiles_.pack_right(strip, bytes_, out + scale_bytes_, reinterpret_cast<float*>(out));
  }

  const HalfTiles& tiles_;
  const Product& p_;
  std::int64_t blocks_, panels_, scale_bytes_, bytes_;
  std::byte* memory_;  // of the thread that made this, which lends it to the others
};

// Some rows of op(A), one block of depth at a time, in strips of nearly equal height: 16 rows are
// 8 + 8 rather than 14 + 2.
class LeftRows {
 public:
  LeftRows(const HalfTiles& tiles, const Product& p, std::int64_t top, std::int64_t rows)
      : tiles_(tiles),
        p_(p),
        top_(top),
        rows_(rows),
        strips_((rows + tiles.rows - 1) / tiles.rows),
        height_(up((rows + strips_ - 1) / strips_, tiles.unit)),
        numbers_(scratch<LeftRows>(up(bytes(strips_, kDepth), 64) + strips_ * 64)),
        scales_(reinterpret_cast<float*>(numbers_ + up(bytes(strips_, kDepth), 64))) {}

  std::int64_t strips() const { return strips_; }
  std::int64_t height() const { return height_; }
  std::int64_t begin(std::int64_t strip) const { return height_ * strip; }
  std::int64_t rows(std::int64_t strip) const { return std::min(height_, rows_ - begin(strip)); }
  const float* scales(std::int64_t strip) const { return scales_ + 16 * strip; }
  const std::byte* numbers(std::int64_t strip, std::int64_t depth) const {
    return numbers_ + bytes(strip, depth);
  }

  void pack(std::int64_t block) const {
    const auto from = block * kDepth;
    const Strip all{p_.a + (p_.a_transposed ? from * p_.lda + top_ : top_ * p_.lda + from), p_.lda,
                    !p_.a_transposed, rows_, depth_of(block, p_.k)};
    tiles_.pack_left(all, height_, numbers_, scales_);
  }

 private:
  std::int64_t bytes(std::int64_t strips, std::int64_t depth) const {
    return strips * height_ * even(depth) * tiles_.left_bytes;
  }

  const HalfTiles& tiles_;
  const Product& p_;
  std::int64_t top_, rows_, strips_, height_;
  std::byte* numbers_;
  float* scales_;
};

// C's rows [top, top + height) in the columns of panels [first, last).
void multiply_rows(const HalfTiles& tiles, const Product& p, const RightFactor& right,
                   const LeftRows& left, std::int64_t top, std::int64_t first, std::int64_t last) {
  for (std::int64_t block = 0; block < right.blocks(); ++block) {
    left.pack(block);
    const auto depth = depth_of(block, p.k);
    const float beta = block == 0 ? p.beta : 1.0f;
    for (std::int64_t panel = first; panel < last; ++panel) {
      const auto col = panel * tiles.width;
      for (std::int64_t i = 0; i < left.strips(); ++i) {
        tiles.multiply({depth, left.rows(i), left.height(), std::min(tiles.width, p.n - col),
                        left.numbers(i, depth), right.numbers(block, panel), left.scales(i),
                        right.scales(block, panel), p.c + (top + left.begin(i)) * p.ldc + col,
                        p.ldc, beta});
      }
    }
  }
}

void multiply_packed(const HalfTiles& tiles, const Product& p, RowWork done) {
  const RightFactor right(tiles, p);
  // Rows are shared out first; where they are too few for all threads, panels too.
  const std::int64_t workers = free_threads();
  const std::int64_t rounds = (p.m + workers * kChunk - 1) / (workers * kChunk);
  const std::int64_t height =
      p.m < 2 * workers * tiles.rows
          ? std::min(p.m, kChunk)
          : up((p.m + workers * rounds - 1) / (workers * rounds), tiles.rows);
  const std::int64_t chunks = (p.m + height - 1) / height, panels = right.panels();
  const std::int64_t group = chunks >= workers ? panels : (panels + workers - 1) / workers;
  const std::int64_t groups = (panels + group - 1) / group;
  parallel_for(static_cast<std::size_t>(chunks * groups), 1, [&](std::size_t i, std::size_t) {
    const auto top = static_cast<std::int64_t>(i) / groups * height;
    const auto panel = static_cast<std::int64_t>(i) % groups * group;
    const auto rows = std::min(height, p.m - top);
    const LeftRows left(tiles, p, top, rows);
    multiply_rows(tiles, p, right, left, top, panel, std::min(panels, panel + group));
    if (groups == 1) done(top, top + rows);
  });
  if (groups > 1) share_rows(p.m, done);
}

#endif

float rounded(float value) {  // to bfloat16, ties to even
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  if ((bits & 0x7FFFFFFF) < 0x7F800000) bits += 0x7FFF + ((bits >> 16) & 1);
  bits &= 0xFFFF0000;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// Rounds a factor as it lies, [rows][cols], into dense memory.
const float* round_factor(const float* from, std::int64_t stride, std::int64_t rows,
                          std::int64_t cols, std::byte* memory) {
  auto* out = reinterpret_cast<float*>(memory);
  parallel_for(static_cast<std::size_t>(rows), 64, [&](std::size_t begin, std::size_t end) {
    for (auto r = static_cast<std::int64_t>(begin); r < static_cast<std::int64_t>(end); ++r) {
      std::transform(from + r * stride, from + r * stride + cols, out + r * cols, rounded);
    }
  });
  return out;
}

void multiply_rounded(Product p, RowWork done) {
  const auto bytes = [](std::int64_t count) { return count * std::int64_t{sizeof(float)}; };
  const auto a_rows = p.a_transposed ? p.k : p.m, a_cols = p.a_transposed ? p.m : p.k;
  const auto b_rows = p.b_transposed ? p.n : p.k, b_cols = p.b_transposed ? p.k : p.n;
  p.a = round_factor(p.a, p.lda, a_rows, a_cols, scratch<struct A>(bytes(a_rows * a_cols)));
  p.b = round_factor(p.b, p.ldb, b_rows, b_cols, scratch<struct B>(bytes(b_rows * b_cols)));
  p.lda = a_cols;
  p.ldb = b_cols;
  multiply_shared(p, done);
}

}  // namespace

void multiply_half(const Product& p, RowWork done) {
  multiply_half(p, sixteen_bits(), done);
}

void multiply_half(const Product& p, SixteenBits arithmetic, RowWork done) {
  if (std::min({p.m, p.n, p.k}) < kSmall) return multiply_shared(p, done);
#if defined(__x86_64__)
  if (arithmetic == SixteenBits::binary16) return multiply_packed(kBinary16Tiles, p, done);
  if (arithmetic == SixteenBits::bfloat16) return multiply_packed(kBfloat16Tiles, p, done);
#endif
  multiply_rounded(p, done);
}

}  // namespace heed::kernel
