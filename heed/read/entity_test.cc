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

TEST(Reference, NeedsNoSemicolonWhereHtmlHasAlwaysDoneWithout) {
  EXPECT_EQ(decode_references("Caf&eacute AT&ampT &copy 2026&nbsp&nbspy &notin; &notit;",
                              Place::html_text),
            "Café AT&T © 2026\u00A0\u00A0y ∉ ¬it;");
  EXPECT_EQ(decode_references("?a=1&copy=2&lt&regx &para", Place::html_attribute),
            "?a=1&copy=2<&regx ¶");
  EXPECT_EQ(decode_references("&hellip &a &", Place::html_text), "&hellip &a &");
}

}  // namespace
}  // namespace heed::read
