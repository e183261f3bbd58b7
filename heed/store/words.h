// How the full-text index cuts text into words, for every script: runs of letters and runs of
// digits (so that "iphone" finds iPhone16), each folded (folding.h), and one word for each
// character of the scripts that put no spaces between words. Where several words are written as
// one, a query asks for them as a phrase, so that words of any length are found.
//
// A word with + or # right after it is kept twice, with and without: "C++" finds C++ alone, and "c"
// finds it too.
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

// Its words, folded, with a blank between: the same for names that a search takes for one.
std::string folded_words(std::string_view text);

}  // namespace heed::store
