#include "heed/read/late_library.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "heed/base/error.h"

namespace heed::read {
namespace {

TEST(LateLibrary, NamesWhatIsMissingAndWhatToInstall) {
  constexpr LateLibrary library("libnone-such.so.1", "none-such");
  try {
    library.find(&::atoi, "atoi");
    FAIL() << "found a library that there is not";
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::not_found);
    EXPECT_EQ(error.where, "libnone-such.so.1");
    EXPECT_NE(error.remedy.find("none-such"), std::string::npos);
  }
}

}  // namespace
}  // namespace heed::read
