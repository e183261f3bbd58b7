// Full-text search over titles, authors and texts, in every script (see words.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"

namespace heed::store {

struct Hit {
  std::int64_t item = 0;  // its row
  double score = 0;       // BM25, larger is better; a title counts five times
  // Extracts of the fields where something was found, each match between kMark and kEnd.
  std::vector<std::string> highlights;
};

inline constexpr char kMark = '\x02';
inline constexpr char kEnd = '\x03';

// Best first, ties by newest, then id. Items of removed sources are left out.
std::vector<Hit> find_words(Database& database, std::string_view typed, int limit);

}  // namespace heed::store
