#include "heed/read/page/saved.h"

#include "heed/read/ascii.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// The word after `mark`, if that is in a comment which starts so.
std::string word_after(std::string_view comment, std::string_view start, std::string_view mark) {
  if (!comment.starts_with(start)) return {};
  const auto at = comment.find(mark, start.size());
  if (at == comment.npos) return {};
  const auto begin = at + mark.size();
  return std::string(comment.substr(begin, find_where(comment, begin, is_space) - begin));
}

}  // namespace

std::string saved_address(std::string_view html) {
  constexpr std::string_view kOpens = "<!--", kCloses = "-->";
  const auto start = html.substr(0, 8192);
  for (auto at = start.find(kOpens); at != start.npos; at = start.find(kOpens, at + 1)) {
    auto comment = start.substr(at + kOpens.size());
    comment = trim(comment.substr(0, comment.find(kCloses)));
    // The length of the address stands in brackets.
    auto address = word_after(comment, "saved from url=(", ")");
    if (address.empty()) address = word_after(comment, "Page saved with SingleFile", "url: ");
    if (is_web_url(address)) return resolve_url({}, address);
  }
  return {};
}

}  // namespace heed::read
