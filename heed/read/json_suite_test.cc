// JSON as RFC 8259 has it, on the cases of JSONTestSuite (Nicolas Seriot): y_ must be read, n_ must
// be refused, i_ may go either way but must end.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/read/document.h"

namespace heed::read {
namespace {

namespace fs = std::filesystem;

TEST(JsonSuite, IsReadAsItSays) {
  const auto packed =
      fs::path(HEED_SOURCE_DIR) / "../shared/data/json_test_suite/json_test_suite.tar.zst";
  if (!fs::exists(packed)) GTEST_SKIP() << "no " << packed;
  const TemporaryFolder folder;
  const auto unpack = "tar -C " + folder.path().string() + " -xf " + packed.string();
  ASSERT_EQ(std::system(unpack.c_str()), 0) << "tar and zstd are needed";
  int accepted = 0, refused = 0, either = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    const auto name = entry.path().filename().string();
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    const auto text = read_file(entry.path());
    const bool ok = parse_json(text, name).ok();
    if (name.starts_with("y_")) {
      EXPECT_TRUE(ok) << name;
      ++accepted;
    } else if (name.starts_with("n_")) {
      EXPECT_FALSE(ok) << name;
      ++refused;
    } else {
      ++either;
    }
    (void)read_document(text, {name, "", ""}).ok();  // ends, whatever it is
  }
  EXPECT_EQ(accepted, 95);
  EXPECT_EQ(refused, 188);
  EXPECT_GE(either, 35);
}

}  // namespace
}  // namespace heed::read
