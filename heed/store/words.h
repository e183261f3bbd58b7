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

// What a person typed, as an FTS5 query: every word must occur; "quoted words" are a phrase, a
// trailing * asks for a beginning. Nothing that can be typed is a syntax error. "" where the text
// holds no word.
std::string match_expression(std::string_view typed);

}  // namespace heed::store
