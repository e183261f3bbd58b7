#include "heed/store/words.h"

#include <sqlite3.h>

#include <memory>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed::store {
namespace {

bool stands_alone(char32_t c) {
  if (c < 0x0e00) return false;
  return (c >= 0x0e00 && c <= 0x0fff) ||  // Thai, Lao, Tibetan
         (c >= 0x1000 && c <= 0x109f) ||  // Burmese
         (c >= 0x1100 && c <= 0x11ff) ||  // Hangul Jamo
         (c >= 0x1780 && c <= 0x17ff) ||  // Khmer
         (c >= 0x3005 && c <= 0x3007) ||  // 々〆〇
         (c >= 0x3041 && c <= 0x31bf) ||  // kana, Bopomofo, Jamo
         (c >= 0x31f0 && c <= 0x31ff) ||  // small kana
         (c >= 0x3400 && c <= 0x4dbf) ||  // Han A
         (c >= 0x4e00 && c <= 0x9fff) ||  // Han
         (c >= 0xac00 && c <= 0xd7ff) ||  // Hangul
         (c >= 0xf900 && c <= 0xfaff) ||  // Han, compatibility
         (c >= 0xff66 && c <= 0xffdc) ||  // half-width kana and Jamo
         (c >= 0x20000 && c <= 0x3ffff);  // Han B and on
}

// Tokenizer state: unicode61, which cuts what lies between the characters that stand alone.
struct Words {
  fts5_tokenizer inner{};
  Fts5Tokenizer* state = nullptr;
};

using Emit = int (*)(void*, int, const char*, int, int, int);

// unicode61 sees one stretch of the text; its offsets are moved to the whole.
struct Stretch {
  void* context;
  Emit emit;
  int shift;
};

int shifted(void* context, int flags, const char* token, int size, int start, int end) {
  const auto* s = static_cast<Stretch*>(context);
  return s->emit(s->context, flags, token, size, start + s->shift, end + s->shift);
}

int tokenize(Fts5Tokenizer* state, void* context, int flags, const char* bytes, int size,
             Emit emit) {
  auto* words = reinterpret_cast<Words*>(state);
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  std::size_t from = 0;
  const auto flush = [&](std::size_t to) {
    if (to == from) return SQLITE_OK;
    Stretch stretch{context, emit, static_cast<int>(from)};
    return words->inner.xTokenize(words->state, &stretch, flags, bytes + from,
                                  static_cast<int>(to - from), shifted);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0xe0) {  // below U+0800
      ++at;
      continue;
    }
    const auto c = decode_utf8(text.substr(at));
    if (stands_alone(c.code_point)) {
      if (const int code = flush(at); code != SQLITE_OK) return code;
      const int code = emit(context, 0, bytes + at, static_cast<int>(c.length),
                            static_cast<int>(at), static_cast<int>(at + c.length));
      if (code != SQLITE_OK) return code;
      from = at + c.length;
    }
    at += c.length;
  }
  return flush(text.size());
}

void destroy(Fts5Tokenizer* state) {
  auto* words = reinterpret_cast<Words*>(state);
  if (words->state != nullptr) words->inner.xDelete(words->state);
  delete words;
}

int create(void* api_pointer, const char**, int, Fts5Tokenizer** out) {
  auto* api = static_cast<fts5_api*>(api_pointer);
  auto words = std::make_unique<Words>();
  void* inner_context = nullptr;
  int code = api->xFindTokenizer(api, "unicode61", &inner_context, &words->inner);
  if (code != SQLITE_OK) return code;
  const char* arguments[] = {"remove_diacritics", "2"};
  code = words->inner.xCreate(inner_context, arguments, 2, &words->state);
  if (code != SQLITE_OK) return code;
  *out = reinterpret_cast<Fts5Tokenizer*>(words.release());
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

// Whether the tokenizer would find anything to look for: a letter, a digit or a character beyond
// ASCII.
bool holds_word(std::string_view text) {
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z'))
      return true;
  }
  return false;
}

}  // namespace

void register_words(sqlite3* database) {
  fts5_api* api = find_api(database);
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  if (api == nullptr || api->xCreateTokenizer(api, "heed", api, &tokenizer, nullptr) != SQLITE_OK) {
    throw Error(Failure::storage, "this SQLite has no full-text search", "FTS5",
                "install Debian's libsqlite3-0");
  }
}

std::string match_words(std::string_view typed, bool is_quoted) {
  const bool beginning = !is_quoted && typed.ends_with('*');
  if (beginning) typed.remove_suffix(1);
  if (!holds_word(typed)) return {};
  return quoted(typed) + (beginning ? "*" : "");
}

}  // namespace heed::store
