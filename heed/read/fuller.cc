#include "heed/read/fuller.h"

#include <cstddef>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

struct Extent {
  std::size_t letters = 0, tags = 0;
};

Extent extent_of(std::string_view html) {
  Extent extent;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') ++extent.tags;
    if (c == '<') in_tag = true;
    if (!in_tag && !is_space(c)) ++extent.letters;
    if (c == '>') in_tag = false;
  }
  return extent;
}

}  // namespace

bool is_summary_fuller(const Item& item) {
  if (item.summary_html.empty()) return false;
  const auto summary = extent_of(item.summary_html), content = extent_of(item.content_html);
  if (summary.tags <= content.tags) return summary.letters > content.letters;
  constexpr std::size_t kAbout = 5;  // but for one in so many letters, as of written-out addresses
  return summary.letters + content.letters / kAbout >= content.letters;
}

}  // namespace heed::read
