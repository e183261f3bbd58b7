// Exports of other programs: whatever they say, only addresses of the web come out.
#include "heed/read/export/export.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "fuzz/item_oracle.h"
#include "heed/read/charset.h"
#include "heed/read/json_fields.h"

namespace {

using namespace heed::read;

void check(const ItemList& list) {
  check_document(list);
}

template <class... Lists>
void check(const std::variant<Lists...>& list) {
  std::visit([](const auto& one) { check_document(one); }, list);
}

template <class List>
void check(const std::optional<List>& list) {
  if (list) check(*list);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = decode_bytes({reinterpret_cast<const char*>(data), size}).text;
  const std::string_view text = decoded;
  check(read_bookmarks(text));
  check(read_csv(text, "fuzz"));
  check(read_youtube_history(text));
  check(read_youtube_table(text));
  check(read_reddit_table(text));
  if (const auto json = parse_strange_json(text, "fuzz")) {
    check(read_youtube_history(*json));
    check(read_reader_stream(*json));
    check(read_json_export(*json, "fuzz"));
  }
  return 0;
}
