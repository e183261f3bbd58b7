// The tables, as a list of migrations: number n takes a file from version n to n + 1. What a
// release has shipped is never edited; a change is a new entry at the end.
//
//   sources ─< items ─ bodies (html, text)          item_words: full-text index over both
//              items ─ vector_blocks >─ encoders    phrase_vectors: cached keys of memory
//   events: append-only; undone: which of them are taken back now
//   state: what follows from events: for each (facet, subject) the last value not taken back
#pragma once

#include <span>

#include "heed/store/database.h"

namespace heed::store {

std::span<const char* const> migrations();

// From this version on the full-text index holds words as words.h cuts them.
inline constexpr int kFoldedWords = 7;

// The version of a file of heed's; 0 where it is empty. Throws storage where it belongs to another
// program or is of a newer version.
int version_of_heed(Database& database);

// Brings the file to the newest version, all or nothing. Before it changes a file that holds data,
// it leaves a copy beside it (copies.h). Refuses what version_of_heed() does.
void migrate(Database& database, std::span<const char* const> steps = migrations());

}  // namespace heed::store
