// How the full-text index cuts text into words, for every script: SQLite's unicode61 tokenizer for
// scripts that put spaces between words (case and accents folded), one word for each character of
// those that don't (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese, Tibetan). A run of such
// characters in a query is a phrase, so that words of any length are found.
#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace heed::store {

// Makes the tokenizer "heed" known to a connection.
void register_words(sqlite3* database);

// Typed words as an FTS5 query that nothing typed can make a syntax error of: a phrase; unless it
// is quoted, a trailing * asks for a beginning. "" where the text holds no word.
std::string match_words(std::string_view typed, bool quoted);

}  // namespace heed::store
