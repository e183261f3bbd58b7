#include "heed/store/search_query.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "heed/base/age.h"
#include "heed/read/ascii.h"
#include "heed/store/words.h"

namespace heed::store {
namespace {

// One piece of what was typed: [-] [name] [sign] [value], the value quoted or up to a blank.
struct Piece {
  bool negated = false;
  std::string name;  // of an operator, or ""
  std::string sign;  // ":", "<", ">", "<=", ">="
  std::string value;
  bool quoted = false;
  std::string_view all;  // as it was typed
};

// Operators are written in lower-case letters; what follows "//" is an address.
std::size_t name_length(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  if (end < 2 || end == text.size()) return 0;
  const auto rest = text.substr(end);
  if (rest[0] == ':') return rest.starts_with("://") ? 0 : end;
  return text.substr(0, end) == "minutes" && (rest[0] == '<' || rest[0] == '>') ? end : 0;
}

Piece next_piece(std::string_view& text) {
  Piece piece;
  const auto whole = text;
  if (text.size() > 1 && text[0] == '-' && !read::is_space(text[1])) {
    piece.negated = true;
    text.remove_prefix(1);
  }
  if (const auto length = name_length(text); length > 0) {
    piece.name = text.substr(0, length);
    text.remove_prefix(length);
    const std::size_t sign = text.size() > 1 && text[0] != ':' && text[1] == '=' ? 2 : 1;
    piece.sign = text.substr(0, sign);
    text.remove_prefix(sign);
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

// A year, a month, a day or a moment; or an age.
std::optional<Time> moment(const std::string& value, Time now) {
  if (const auto age = parse_age(value)) return now - *age;
  for (const auto* rest : {"", "-01", "-01-01"}) {
    if (const auto time = parse_rfc3339(value + rest)) return time;
  }
  return std::nullopt;
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
  const auto time = moment(piece.value, now);
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
  if (!minutes || piece.sign == ":") {
    return refusal("minutes< and minutes> take a number of minutes", piece);
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

std::optional<Error> set_state(SearchQuery& query, const Piece& piece) {
  if (piece.value == "read" || piece.value == "unread") {
    query.read = (piece.value == "read") != piece.negated;
  } else if (piece.value == "opened") {
    query.opened = !piece.negated;
  } else if (piece.value == "liked" || piece.value == "disliked" || piece.value == "saved") {
    choose(query.feedback, piece, piece.value.substr(0, piece.value.size() - 1));
  } else if (piece.value == "hidden") {
    choose(query.feedback, piece, "hide");
  } else {
    return refusal("is: takes unread, read, opened, liked, disliked, saved or hidden", piece);
  }
  return std::nullopt;
}

std::optional<Error> set_operator(SearchQuery& query, const Piece& piece, Time now) {
  const auto& name = piece.name;
  if (name == "minutes") return set_minutes(query, piece);
  const bool known = name == "source" || name == "label" || name == "lang" || name == "is" ||
                     name == "before" || name == "after";
  if (!known) return refusal("there is no operator " + name + ":", piece);
  if (read::trim(piece.value).empty()) return refusal(name + ": needs a value", piece);
  if (name == "before" || name == "after") return set_time(query, piece, now);
  if (name == "lang") return set_language(query, piece);
  if (name == "is") return set_state(query, piece);
  choose(name == "source" ? query.sources : query.labels, piece,
         std::string(read::trim(piece.value)));
  return std::nullopt;
}

void add_words(SearchQuery& query, const Piece& piece) {
  const auto words = match_words(piece.value, piece.quoted);
  if (words.empty()) return;
  auto& expression = piece.negated ? query.avoid : query.match;
  if (!expression.empty()) expression += piece.negated ? " OR " : " AND ";
  expression += words;
  if (piece.negated) return;
  query.words += (query.words.empty() ? "" : " ") + piece.value;
}

bool given(const Choice& choice) {
  return !choice.any.empty() || !choice.none.empty();
}

}  // namespace

bool SearchQuery::narrowed() const {
  return !avoid.empty() || given(sources) || given(labels) || given(languages) || given(feedback) ||
         read || opened || before || after || least || below;
}

bool SearchQuery::empty() const {
  return match.empty() && !narrowed();
}

std::string_view search_operators() {
  return "source: label: lang: is: before: after: minutes< minutes>";
}

Result<SearchQuery> parse_search(std::string_view typed, Time now) {
  SearchQuery query;
  while (!typed.empty()) {
    if (read::is_space(typed[0])) {
      typed.remove_prefix(1);
      continue;
    }
    const auto piece = next_piece(typed);
    if (piece.name.empty()) {
      add_words(query, piece);
    } else if (auto error = set_operator(query, piece, now)) {
      return *error;
    }
  }
  return query;
}

}  // namespace heed::store
