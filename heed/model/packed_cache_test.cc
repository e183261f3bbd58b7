#include "heed/model/packed_cache.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include "heed/base/random.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

class PackedCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* before = std::getenv("XDG_CACHE_HOME")) before_ = before;
    ::setenv("XDG_CACHE_HOME", (folder_.path() / "cache").c_str(), 1);
    source_ = folder_.path() / "model.safetensors";
    write_file(source_, std::string(5 << 20, 'w'));
    Random random(1);
    for (auto& x : values_) x = static_cast<float>(random.normal());
  }
  void TearDown() override {
    if (before_.empty()) {
      ::unsetenv("XDG_CACHE_HOME");
    } else {
      ::setenv("XDG_CACHE_HOME", before_.c_str(), 1);
    }
  }

  Tensor matrix(std::int64_t rows, std::int64_t cols) { return {{rows, cols}, values_, nullptr}; }

  // The bytes that a model of two matrices gets, and whether the source was known.
  struct Outcome {
    std::string bytes;
    bool known;
  };
  Outcome load(Precision precision = Precision::int8) {
    PackedCache cache(source_, precision);
    const auto pack = cache.pack();
    const bool known = cache.source_is_known();
    std::string bytes;
    for (const auto& matrices :
         {std::vector{matrix(40, 30), matrix(27, 30)}, std::vector{matrix(70, 20)}}) {
      const auto block = pack(matrices)->block();
      bytes.append(reinterpret_cast<const char*>(block.data()), block.size());
    }
    cache.keep();
    return {bytes, known};
  }

  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(packed_cache_folder(), none)) {
      files.push_back(entry.path());
    }
    return files;
  }

  TemporaryFolder folder_;
  std::string before_;
  fs::path source_;
  float values_[70 * 30];
};

TEST_F(PackedCacheTest, KeepsEachPrecisionAndFindsItAgain) {
  for (const auto precision : {Precision::f32, Precision::bf16, Precision::int8}) {
    const auto first = load(precision), second = load(precision);
    EXPECT_FALSE(first.known);
    EXPECT_TRUE(second.known);
    EXPECT_EQ(first.bytes, second.bytes);
  }
  EXPECT_EQ(kept().size(), 3u);
  EXPECT_GT(packed_cache_bytes(source_), load().bytes.size());
  EXPECT_EQ(packed_cache_bytes(folder_.path() / "other"), 0u);
}

TEST_F(PackedCacheTest, WeightsOutliveTheCache) {
  load();
  std::shared_ptr<const kernel::PackedWeights> weights;
  {
    PackedCache cache(source_, Precision::int8);
    weights = cache.pack()(std::vector{matrix(40, 30), matrix(27, 30)});
  }
  fs::remove_all(packed_cache_folder());
  const auto block = weights->block();
  EXPECT_EQ(std::memcmp(block.data(), load().bytes.data(), block.size()), 0);
}

TEST_F(PackedCacheTest, DoesNotTrustDamage) {
  const auto good = load().bytes;
  const auto path = kept().at(0);
  const auto whole = read_file(path);
  const auto refuses = [&](const std::string& bytes, const std::string& what) {
    write_file(path, bytes);
    const auto outcome = load();
    EXPECT_FALSE(outcome.known) << what;
    EXPECT_EQ(outcome.bytes, good) << what;
    EXPECT_EQ(read_file(path), whole) << what << ": it is written anew";
  };
  for (std::size_t i = 0; i < 96 + 64; i += 5) {  // header and places
    auto bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x41);
    refuses(bytes, "byte " + std::to_string(i));
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{95}, std::size_t{130},
                                 whole.size() / 2, whole.size() - 1}) {
    refuses(whole.substr(0, size), "cut to " + std::to_string(size));
  }
  refuses(whole + "more", "longer");
}

TEST_F(PackedCacheTest, NoticesOtherWeightsOfTheSameAgeAndSize) {
  load();
  struct stat before {};
  ASSERT_EQ(::stat(source_.c_str(), &before), 0);
  write_file(source_, std::string(5 << 20, 'v'));
  const timespec times[2] = {before.st_atim, before.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, source_.c_str(), times, 0), 0);
  EXPECT_FALSE(load().known);
  EXPECT_TRUE(load().known);
}

TEST_F(PackedCacheTest, KnowsTheSameBytesInANewFile) {
  load();
  const auto before = read_file(kept().at(0));
  write_file(source_, std::string(5 << 20, 'w'));
  EXPECT_TRUE(load().known);
  const auto after = read_file(kept().at(0));
  EXPECT_NE(before, after) << "the new file's identity is remembered";
  load();
  EXPECT_EQ(read_file(kept().at(0)), after);
}

TEST_F(PackedCacheTest, PacksWhatHasAnotherShape) {
  load();
  PackedCache cache(source_, Precision::int8);
  const auto pack = cache.pack();
  const auto weights = pack(std::vector{matrix(12, 30)});
  const kernel::PackedWeights expected(values_, 12, 30, Precision::int8);
  ASSERT_EQ(weights->block().size(), expected.block().size());
  EXPECT_EQ(std::memcmp(weights->block().data(), expected.block().data(), expected.block().size()),
            0);
}

TEST_F(PackedCacheTest, GoesWithoutWhereItCantWrite) {
  const auto good = load().bytes;
  ::setenv("XDG_CACHE_HOME", source_.c_str(), 1);  // a file, so no folder can be made below it
  const auto outcome = load();
  EXPECT_FALSE(outcome.known);
  EXPECT_EQ(outcome.bytes, good);
}

TEST_F(PackedCacheTest, LeavesSmallFilesAlone) {
  write_file(source_, std::string(1000, 'w'));
  load();
  EXPECT_TRUE(kept().empty());
}

TEST_F(PackedCacheTest, ForgetsModelsThatAreGone) {
  load();
  fs::rename(source_, folder_.path() / "other.safetensors");
  source_ = folder_.path() / "other.safetensors";
  load();
  EXPECT_EQ(kept().size(), 1u);
  EXPECT_TRUE(load().known);
}

TEST_F(PackedCacheTest, ManyMayWriteAtOnce) {
  const auto good = load().bytes;
  fs::remove_all(packed_cache_folder());
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      for (int n = 0; n < 5; ++n) EXPECT_EQ(load().bytes, good);
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(kept().size(), 1u);
  EXPECT_TRUE(load().known);
}

}  // namespace
}  // namespace heed
