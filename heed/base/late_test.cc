#include "heed/base/late.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace heed {
namespace {

TEST(Late, IsMadeOnceAndOnlyWhenNeeded) {
  std::atomic<int> made = 0;
  Late<int> late([&] { return ++made; });
  EXPECT_EQ(made, 0);
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      if (i % 2 == 0) late.begin();
      EXPECT_EQ(late.get(), 1);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
}

TEST(Late, TriesAgainAfterAFailure) {
  int tried = 0;
  Late<int> late([&] {
    if (++tried < 3) throw std::runtime_error("not yet");
    return tried;
  });
  EXPECT_THROW(late.get(), std::runtime_error);
  EXPECT_THROW(late.get(), std::runtime_error);
  EXPECT_EQ(late.get(), 3);
}

TEST(Late, BegunAndNeverAskedForEndsInPeace) {
  Late<int> late([]() -> int { throw std::runtime_error("nobody hears this"); });
  late.begin();
}

}  // namespace
}  // namespace heed
