#include "heed/read/entity.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

TEST(Reference, Decodes) {
  EXPECT_EQ(decode_references("&lt;&eacute;&#233;&#xE9;&#150;&apos;"),
            "<éé"
            "é–'");
  EXPECT_EQ(decode_references("&CounterClockwiseContourIntegral;&Aacute;&zwnj;&AMP;"),
            "\u2233\u00C1\u200C&");
  EXPECT_EQ(decode_references("&Unknown; &amps; &a;"), "&Unknown; &amps; &a;");
  EXPECT_EQ(decode_references("&unknown; & &amp &#; &#xZ; &#0;"),
            "&unknown; & &amp &#; &#xZ; \uFFFD");
}

}  // namespace
}  // namespace heed::read
