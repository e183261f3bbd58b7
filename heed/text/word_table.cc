#include "heed/text/word_table.h"

#include <bit>

namespace heed {

WordTable::WordTable(std::span<const std::string> tokens)
    : entries_(std::bit_ceil(tokens.size() * 2 + 2)), mask_(entries_.size() - 1) {
  for (std::size_t id = 0; id < tokens.size(); ++id) {
    if (tokens[id].empty() || tokens[id].size() > kLongest) continue;
    const auto key = make_key(tokens[id]);
    auto i = slot(key);
    while (entries_[i].rest != 0 &&
           (entries_[i].first != key.first || entries_[i].rest != key.rest)) {
      i = (i + 1) & mask_;
    }
    entries_[i] = key;
    entries_[i].id = static_cast<std::int32_t>(id);
  }
}

}  // namespace heed
