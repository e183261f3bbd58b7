// Full-text search over titles, authors and texts, in every script (see words.h).
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/store/database.h"
#include "heed/store/search_query.h"

namespace heed::store {

struct Hit {
  std::int64_t item = 0;  // its row
  double score = 0;       // BM25, larger is better; a title counts five times; 0 without words
  // Extracts of the fields where something was found, each match between kMark and kEnd.
  std::vector<std::string> highlights;
};

inline constexpr char kMark = '\x02';
inline constexpr char kEnd = '\x03';

// Best first, ties by newest, then id; newest first where the query has no words. Of more than
// 5,000 items that fit, those that came last are weighed: a word that most items hold must not cost
// seconds. Items of removed sources are left out. A source or label that does not exist is an Error
// (not_found).
std::vector<Hit> find_items(Database& database, const SearchQuery& query, int limit);

// The rows of `limit` items that fit the query's conditions (-1: of all), or of those among `rows`;
// its words are not asked for. Errors as above.
std::set<std::int64_t> fitting_items(Database& database, const SearchQuery& query, int limit);
std::set<std::int64_t> fitting_items(Database& database, const SearchQuery& query,
                                     std::span<const std::int64_t> rows);

}  // namespace heed::store
