#include "heed/store/words.h"

#include <sqlite3.h>

#include <new>

#include "heed/base/error.h"
#include "heed/base/utf8.h"
#include "heed/store/folding.h"

namespace heed::store {
namespace {

// The word being read. `emit` gets each with where it lies in the text, and whether it is another
// form of the one before; it returns SQLITE_OK to go on.
template <class Emit>
class Cutter {
 public:
  Cutter(std::string& word, bool query, Emit emit) : word_(word), query_(query), emit_(emit) {
    word_.clear();
  }

  int cut(std::string_view text) {
    const auto& folds = foldings();
    for (std::size_t at = 0; at < text.size();) {
      const auto c = decode_utf8(text.substr(at));
      const auto& folded = folds[c.well_formed ? c.code_point : U' '];
      if (const int code = take(folded, at, at + c.length); code != SQLITE_OK) return code;
      at += c.length;
    }
    return close();
  }

 private:
  int take(const Folded& c, std::size_t begin, std::size_t end) {
    if (c.part == Part::gap) return word_.empty() ? SQLITE_OK : close();
    const bool joined = c.composes && compose_last(word_, c);
    if (joined || c.part == Part::nothing) {
      end_ = end;  // without a word it says nothing
      return SQLITE_OK;
    }
    if (c.part == Part::sign) return sign(c, end);
    if (c.part != part_ || c.part == Part::alone || plain_ > 0) {
      if (const int code = close(); code != SQLITE_OK) return code;
    }
    if (word_.empty()) begin_ = begin;
    part_ = c.part;
    word_ += c.view();
    end_ = end;
    return SQLITE_OK;
  }

  int sign(const Folded& c, std::size_t end) {
    constexpr std::size_t kMost = 2;
    const bool after_word = !word_.empty() && part_ != Part::alone;
    if (!after_word || (plain_ > 0 && word_.size() - plain_ == kMost)) return close();
    if (plain_ == 0) plain_ = word_.size();
    word_ += c.view();
    end_ = end;
    return SQLITE_OK;
  }

  int close() {
    if (word_.empty()) return SQLITE_OK;
    const std::string_view word = word_;
    int code = SQLITE_OK;
    if (plain_ == 0) {
      code = emit_(word, begin_, end_, false);
    } else {
      if (!query_) code = emit_(word.substr(0, plain_), begin_, end_, false);
      if (code == SQLITE_OK) code = emit_(word, begin_, end_, !query_);
    }
    word_.clear();
    plain_ = 0;
    return code;
  }

  std::string& word_;
  bool query_;
  Emit emit_;
  Part part_ = Part::gap;
  std::size_t begin_ = 0, end_ = 0;
  std::size_t plain_ = 0;  // the word's length without signs, where it has some
};

using Emit = int (*)(void*, int, const char*, int, int, int);

// The tokenizer of one connection: a buffer for words.
int tokenize(Fts5Tokenizer* state, void* context, int flags, const char* bytes, int size,
             Emit emit) {
  const auto pass_on = [&](std::string_view word, std::size_t begin, std::size_t end, bool also) {
    return emit(context, also ? FTS5_TOKEN_COLOCATED : 0, word.data(),
                static_cast<int>(word.size()), static_cast<int>(begin), static_cast<int>(end));
  };
  try {
    Cutter cutter(*reinterpret_cast<std::string*>(state), (flags & FTS5_TOKENIZE_QUERY) != 0,
                  pass_on);
    return cutter.cut({bytes, static_cast<std::size_t>(size)});
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;  // what calls this is C
  }
}

void destroy(Fts5Tokenizer* state) {
  delete reinterpret_cast<std::string*>(state);
}

int create(void*, const char**, int, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(new std::string);
  return SQLITE_OK;
}

fts5_api* find_api(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

// One word or phrase in FTS5's quotes.
std::string quoted(std::string_view words) {
  std::string out = "\"";
  for (const char c : words) out += c == '"' ? ' ' : c;
  return out + "\"";
}

}  // namespace

void register_words(sqlite3* database) {
  fts5_api* api = find_api(database);
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  if (api == nullptr ||
      api->xCreateTokenizer(api, "heed", nullptr, &tokenizer, nullptr) != SQLITE_OK) {
    throw Error(Failure::storage, "this SQLite has no full-text search", "FTS5",
                "install Debian's libsqlite3-0");
  }
}

std::string folded_words(std::string_view text) {
  std::string words, buffer;
  Cutter(buffer, true, [&](std::string_view word, auto...) {
    words.append(words.empty() ? "" : " ").append(word);
    return SQLITE_OK;
  }).cut(text);
  return words;
}

std::string match_words(std::string_view typed, bool is_quoted) {
  const bool beginning = !is_quoted && typed.ends_with('*');
  if (beginning) typed.remove_suffix(1);
  if (folded_words(typed).empty()) return {};
  return quoted(typed) + (beginning ? "*" : "");
}

}  // namespace heed::store
