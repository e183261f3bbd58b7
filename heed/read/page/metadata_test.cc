#include "heed/read/page/metadata.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

Metadata metadata_of(const std::string& html) {
  return read_metadata(html::parse_html(html));
}

TEST(PageMetadata, ReadsLinkedDataAsSitesEmbedIt) {
  const auto title = [](const std::string& json) {
    return metadata_of("<script type='application/ld+json'>" + json + "</script>").title;
  };
  const std::string json = R"({"@type":"NewsArticle","headline":"On bridges")";
  EXPECT_EQ(title(json + "}"), "On bridges");
  EXPECT_EQ(title(json + ",\"description\":\"two\nlines\"}"), "On bridges");
  EXPECT_EQ(title("<![CDATA[\n" + json + "}\n]]>"), "On bridges");
  EXPECT_EQ(title(json), "");
}

}  // namespace
}  // namespace heed::read
