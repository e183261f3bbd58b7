#include "heed/store/search_query.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>

#include "heed/base/age.h"
#include "heed/base/utf8.h"
#include "heed/read/ascii.h"
#include "heed/store/words.h"

namespace heed::store {
namespace {

// One piece of what was typed: [-] [name] [sign] [value], the value quoted or up to a blank.
struct Piece {
  bool negated = false;
  std::string name;  // of an operator, or ""
  std::string sign;  // ":", or of minutes "<", ">", "<=", ">=", "="
  std::string value;
  bool quoted = false;
  std::string match;         // of a word: what FTS5 is asked for
  bool beside_sign = false;  // which is no word: a dash, an emoji
  std::string_view all;      // as it was typed
};

constexpr std::size_t kMostPieces = 1000;   // the time that FTS5 takes grows by their square
constexpr std::string_view kSigns = "<>=";  // after minutes

bool is_operator(std::string_view name) {
  constexpr std::string_view kNames[] = {"source", "label", "lang",   "is",
                                         "before", "after", "minutes"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(read::find_where(text, 0, [](char c) { return !read::is_space(c); }));
  return text;
}

// Blanks of any kind become one of ASCII's: a Chinese or Japanese keyboard writes wide ones.
std::string with_plain_blanks(std::string_view typed) {
  std::string plain;
  while (!typed.empty()) {
    const auto next = decode_utf8(typed);
    if (next.well_formed && u_isUWhiteSpace(static_cast<UChar32>(next.code_point))) {
      plain += ' ';
    } else {
      plain += typed.substr(0, next.length);
    }
    typed.remove_prefix(next.length);
  }
  return plain;
}

// How much of `text` is an operator's name, or 0. In lower-case letters it may be an unknown one;
// what follows "//" is an address. Blanks may stand around the signs of minutes.
std::size_t name_length(std::string_view text) {
  const auto end = read::find_where(text, 0, [](char c) { return !read::is_letter(c); });
  if (end < 2) return 0;
  const auto name = text.substr(0, end), rest = text.substr(end);
  const auto sign = without_blanks(rest).substr(0, 1);
  if (read::lower(name) == "minutes" && !sign.empty() && kSigns.find(sign) != kSigns.npos) {
    return end;
  }
  if (!rest.starts_with(':') || rest.starts_with("://")) return 0;
  return is_operator(read::lower(name)) || read::lower(name) == name ? end : 0;
}

Piece next_piece(std::string_view& text) {
  Piece piece;
  const auto whole = text;
  if (text.size() > 1 && text[0] == '-' && !read::is_space(text[1])) {
    piece.negated = true;
    text.remove_prefix(1);
  }
  if (const auto length = name_length(text); length > 0) {
    piece.name = read::lower(text.substr(0, length));
    text = text.substr(length);
    if (text[0] != ':') text = without_blanks(text);
    const std::size_t sign = text.size() > 1 && text[0] != ':' && text[1] == '=' ? 2 : 1;
    piece.sign = text.substr(0, sign);
    text.remove_prefix(sign);
    if (piece.sign != ":") text = without_blanks(text);
  }
  if (text.starts_with('"')) {
    piece.quoted = true;
    text.remove_prefix(1);
    const auto end = std::min(text.find('"'), text.size());
    piece.value = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  } else {
    const auto end =
        read::find_where(text, 0, [](char c) { return read::is_space(c) || c == '"'; });
    piece.value = text.substr(0, end);
    text.remove_prefix(end);
  }
  piece.all = whole.substr(0, whole.size() - text.size());
  if (piece.name.empty()) piece.match = match_words(piece.value, piece.quoted);
  return piece;
}

Error refusal(std::string what, const Piece& piece) {
  return Error(Failure::usage, std::move(what), std::string(piece.all),
               "use " + std::string(search_operators()) +
                   "; put quotes around words that only look like one of them");
}

void choose(Choice& choice, const Piece& piece, std::string value) {
  (piece.negated ? choice.none : choice.any).push_back(std::move(value));
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !(value >= 0)) {
    return std::nullopt;
  }
  return value;
}

std::optional<Error> set_time(SearchQuery& query, const Piece& piece, Time now) {
  const auto time = parse_moment(piece.value, now);
  if (!time) {
    return refusal("\"" + piece.value + "\" is not a time (2026-03-02, 2026-03, or an age: 7d)",
                   piece);
  }
  const bool before = (piece.name == "before") != piece.negated;
  auto& bound = before ? query.before : query.after;
  if (!bound) bound = time;
  bound = before ? std::min(*bound, *time) : std::max(*bound, *time);
  return std::nullopt;
}

std::optional<Error> set_minutes(SearchQuery& query, const Piece& piece) {
  const auto minutes = number(piece.value);
  if (!minutes || piece.sign == ":" || piece.sign[0] == '=') {
    return refusal("minutes takes <, <=, > or >= and a number", piece);
  }
  // Everything becomes least ≤ minutes < below: the number itself moves by its last bit.
  const bool less = (piece.sign[0] == '<') != piece.negated;
  const bool inclusive = (piece.sign.size() == 2) != piece.negated;
  const double beyond = std::nextafter(*minutes, std::numeric_limits<double>::infinity());
  if (less) {
    const double below = inclusive ? beyond : *minutes;
    query.below = std::min(query.below.value_or(below), below);
  } else {
    const double least = inclusive ? *minutes : beyond;
    query.least = std::max(query.least.value_or(least), least);
  }
  return std::nullopt;
}

std::optional<Error> set_language(SearchQuery& query, const Piece& piece) {
  auto tag = read::lower(piece.value);
  const auto primary = tag.substr(0, tag.find('-'));
  const bool letters = std::all_of(primary.begin(), primary.end(), read::is_letter);
  if (!letters || primary.size() < 2 || primary.size() > 3) {
    return refusal("\"" + piece.value + "\" is not a language (en, zh, pt-br)", piece);
  }
  choose(query.languages, piece, std::move(tag));
  return std::nullopt;
}

std::optional<Error> set_either(std::optional<bool>& state, bool wanted, const Piece& piece) {
  if (state && *state != wanted) return refusal("no item is both", piece);
  state = wanted;
  return std::nullopt;
}

std::optional<Error> set_state(SearchQuery& query, const Piece& piece) {
  const auto state = read::lower(piece.value);
  if (state == "read" || state == "unread") {
    return set_either(query.read, (state == "read") != piece.negated, piece);
  }
  if (state == "opened") return set_either(query.opened, !piece.negated, piece);
  if (state == "liked" || state == "disliked" || state == "saved") {
    choose(query.feedback, piece, state.substr(0, state.size() - 1));
  } else if (state == "hidden") {
    choose(query.feedback, piece, "hide");
  } else {
    return refusal("is: takes unread, read, opened, liked, disliked, saved or hidden", piece);
  }
  return std::nullopt;
}

std::optional<Error> set_operator(SearchQuery& query, const Piece& piece, Time now) {
  const auto& name = piece.name;
  if (name == "minutes") return set_minutes(query, piece);
  if (!is_operator(name)) return refusal("there is no operator " + name + ":", piece);
  if (read::trim(piece.value).empty()) return refusal(name + ": needs a value", piece);
  if (name == "before" || name == "after") return set_time(query, piece, now);
  if (name == "lang") return set_language(query, piece);
  if (name == "is") return set_state(query, piece);
  choose(name == "source" ? query.sources : query.labels, piece,
         std::string(read::trim(piece.value)));
  return std::nullopt;
}

bool is_wanted_word(const Piece& piece) {
  return piece.name.empty() && !piece.negated;
}

// OR in capitals beside others, AND between them; else they are words.
bool is_link(std::span<const Piece> pieces, std::size_t at) {
  const bool between = at > 0 && at + 1 < pieces.size();
  return (between && pieces[at].all == "AND") || (pieces.size() > 1 && pieces[at].all == "OR");
}

std::string joined(const std::vector<std::string>& parts, std::string_view link) {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : std::string(link)) + part;
  return all;
}

bool is_misplaced(std::span<const Piece> pieces, std::size_t at) {
  const auto is_word = [&](std::size_t i) {
    return i < pieces.size() && is_wanted_word(pieces[i]) && !is_link(pieces, i);
  };
  return is_link(pieces, at) && pieces[at].all == "OR" && !(is_word(at - 1) && is_word(at + 1));
}

// A sign is in no text's words: what it might stand for instead is all that is asked for.
void drop_links_of_signs(std::vector<Piece>& pieces) {
  for (std::size_t i = 0; i < pieces.size();) {
    if (pieces[i].beside_sign && is_misplaced(pieces, i)) {
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

void set_words(SearchQuery& query, std::span<const Piece> pieces) {
  std::vector<std::vector<std::string>> wanted;  // of each, one must occur
  std::vector<std::string> unwanted, typed, every;
  bool either = false;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    if (is_link(pieces, i)) {
      either = piece.all == "OR";
    } else if (piece.negated && piece.name.empty()) {
      unwanted.push_back(piece.match);
    } else if (piece.name.empty()) {
      if (!either || wanted.empty()) wanted.emplace_back();
      wanted.back().push_back(piece.match);
      typed.push_back(piece.value);
      either = false;
    }
  }
  for (const auto& any : wanted) {
    every.push_back(any.size() > 1 ? "(" + joined(any, " OR ") + ")" : any[0]);
  }
  query.match = joined(every, " AND ");
  query.avoid = joined(unwanted, " OR ");
  query.words = joined(typed, " ");
}

bool given(const Choice& choice) {
  return !choice.any.empty() || !choice.none.empty();
}

}  // namespace

bool SearchQuery::narrowed() const {
  return !avoid.empty() || given(sources) || given(labels) || given(languages) || given(feedback) ||
         read || opened || before || after || least || below;
}

bool SearchQuery::is_indexed() const {
  SearchQuery others = *this;
  others.sources.any.clear();
  others.labels.any.clear();
  return narrowed() && !others.narrowed();
}

bool SearchQuery::empty() const {
  return match.empty() && !narrowed();
}

std::string_view search_operators() {
  return "source: label: lang: is: before: after: minutes< minutes>";
}

Result<SearchQuery> parse_search(std::string_view typed, Time now) {
  const auto plain = with_plain_blanks(typed);
  std::vector<Piece> pieces;
  std::string_view rest = without_blanks(plain);
  for (bool after_sign = false; !rest.empty(); rest = without_blanks(rest)) {
    auto piece = next_piece(rest);
    const bool is_sign = piece.name.empty() && piece.match.empty();
    piece.beside_sign = after_sign;
    if (!is_sign) {
      pieces.push_back(std::move(piece));
    } else if (!pieces.empty()) {
      pieces.back().beside_sign = true;
    }
    after_sign = is_sign;
    if (pieces.size() > kMostPieces) {
      return Error(Failure::usage, "more than 1,000 words and operators", "search",
                   "ask for those that are rare");
    }
  }
  drop_links_of_signs(pieces);
  SearchQuery query;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (is_misplaced(pieces, i)) {
      return refusal("OR stands between words; operators given twice need none", pieces[i]);
    }
    if (pieces[i].name.empty()) continue;
    if (auto error = set_operator(query, pieces[i], now)) return *error;
  }
  set_words(query, pieces);
  return query;
}

}  // namespace heed::store
