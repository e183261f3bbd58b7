#include "heed/read/page/names.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "heed/read/ascii.h"
#include "heed/read/date.h"
#include "heed/read/page/marks.h"
#include "heed/read/url.h"

namespace heed::read {
namespace {

// What stands before a name, the longer ones first; with a colon those that need one, or a stroke.
constexpr std::string_view kLabels[] = {"view all posts by",
                                        "zum profil von",
                                        "text und interview:",
                                        "veröffentlicht von",
                                        "ein gastbeitrag von",
                                        "ein beitrag von",
                                        "geschrieben von",
                                        "eingestellt von",
                                        "verfasst von",
                                        "erstellt von",
                                        "gepostet von",
                                        "published by",
                                        "publicado por",
                                        "reported by",
                                        "gastbeitrag von",
                                        "beitrag von",
                                        "artikel von",
                                        "escrito por",
                                        "rezept von",
                                        "written by",
                                        "publié par",
                                        "écrit par",
                                        "posted by",
                                        "post by",
                                        "recipe by",
                                        "interview:",
                                        "text von",
                                        "autorin",
                                        "autoren",
                                        "authors",
                                        "auteurs",
                                        "author",
                                        "auteur",
                                        "autore",
                                        "autor",
                                        "نویسنده",
                                        "بقلم",
                                        "text:",
                                        "texte:",
                                        "Автор:",
                                        "автор:",
                                        "Авторы:",
                                        "Текст:",
                                        "yazar:",
                                        "本报记者",
                                        "记者",
                                        "記者",
                                        "作者",
                                        "文:",
                                        "von",
                                        "vom",
                                        "par",
                                        "por",
                                        "by",
                                        "di"};

// What stands after it, or between it and the rest of a line.
constexpr std::string_view kEnds[] = {" | ",        " • ",          " · ",
                                      " - ",        " – ",          " — ",
                                      " » ",        " @",           " http",
                                      " share ",    " tweet ",      " follow ",
                                      " email ",    " e-mail ",     " contact ",
                                      " updated ",  " posted ",     " posts: ",
                                      " joined: ",  " about ",      " alle artikel",
                                      " über ",     " mehr ",       " stand ",
                                      " stand:",    " view ",       " zum pro",
                                      " veröffen",  " aktualis",    " published ",
                                      " 기자 ",     " (avec afp",   " (avec reuters",
                                      " avec afp ", " mit agentur", " (dpa)",
                                      " (afp)",     " (ap)",        " (reuters)"};

constexpr std::string_view kNoNames[] = {"gesponserte inhalte",
                                         "sponsored content",
                                         "super user",
                                         "no author",
                                         "publisher",
                                         "authority control",
                                         "anonymous",
                                         "undefined",
                                         "unknown",
                                         "author",
                                         "anónimo",
                                         "autor",
                                         "none",
                                         "null",
                                         "name"};

// How the text of another kind of line starts.
constexpr std::string_view kStartsOfNoName[] = {
    "last updated", "updated", "published", "posted", "veröffentlicht am",
    "stand:",       "follow",  "foto:",     "photo",  "zuletzt"};

constexpr std::string_view kWordsOfNoName[] = {
    "menu",   "login",     "subscribe", "share", "tweet",  "cookies",  "drupal", "powered",
    "theme:", "copyright", "advertise", "©",     "edited", "comments", "→",      "archiv"};

constexpr std::string_view kJoints[] = {", ", "; ", " and ", " und ", " et ", " y ", " & ", " / "};

constexpr std::string_view kMarks[] = {"：", "／", " ", "|", ",", ";", ":", "-", "\"", "'",
                                       "(",  "/",  "*", "&", "_", "~", "“", "”", "‘",  "’",
                                       "„",  "«",  "»", "•", "·", "–", "—", "►"};

// Without marks at either end, but for a bracket that closes one.
std::string_view bare(std::string_view text) {
  const auto starts = [&](std::string_view mark) { return text.starts_with(mark); };
  const auto ends = [&](std::string_view mark) { return text.ends_with(mark); };
  while (!text.empty()) {
    const auto* const first = std::find_if(std::begin(kMarks), std::end(kMarks), starts);
    const bool closes = text[0] == '.' || text[0] == ')';
    if (first == std::end(kMarks) && !closes) break;
    text.remove_prefix(closes ? 1 : first->size());
  }
  while (!text.empty()) {
    const auto* const last = std::find_if(std::begin(kMarks), std::end(kMarks), ends);
    const bool closes = text.back() == ')' && text.find('(') == text.npos;
    if (last == std::end(kMarks) && !closes) break;
    text.remove_suffix(closes ? 1 : last->size());
  }
  return text;
}

bool starts_with_colon(std::string_view text) {
  return text.starts_with(':') || text.starts_with("：");
}

bool starts_with_stroke(std::string_view text) {
  return text.starts_with('/') || text.starts_with("／");
}

// "Von Miller", "Von der Leyen", "Autoren der Wikimedia-Projekte": a label that is the name's own
// first word.
bool is_of_name(std::string_view label, std::string_view text, std::string_view rest) {
  if (starts_with_colon(rest)) return false;
  if (is_one_of(label, {"autoren", "autorin", "autor", "authors", "author"})) {
    return rest.starts_with(" der ") || rest.starts_with(" des ") || rest.starts_with(" of ");
  }
  if (!is_one_of(label, {"von", "vom", "par", "por", "di"}) || text[0] >= 'a') return false;
  const auto name = bare(rest);
  return name.find(' ') == name.npos || (name[0] >= 'a' && name[0] <= 'z');
}

// What follows a label, where `text` starts with one.
std::optional<std::string_view> after_label(std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (auto label : kLabels) {
    if (label[0] != to_lower(text[0])) continue;
    const bool needs_mark = label.ends_with(':');
    if (needs_mark) label.remove_suffix(1);
    if (!starts_ignoring_case(text, label)) continue;
    const auto rest = text.substr(label.size());
    const bool marked = starts_with_colon(rest) || (needs_mark && starts_with_stroke(trim(rest)));
    const bool ends = marked || (!needs_mark && (rest.empty() || rest.starts_with(' ')));
    if (ends && !is_of_name(label, text, rest)) return bare(rest);
  }
  return std::nullopt;
}

// Whether a date or time of day starts in `small` at `at`, or the words before it lead up to one.
std::size_t start_of_date(std::string_view small, std::size_t at) {
  const auto word = small.substr(at, small.find(' ', at) - at);
  const auto mark = word.find_first_of(".:/");
  const bool numbers = mark != word.npos && (mark + 1 == word.size() || is_digit(word[mark + 1]));
  const auto blank = at > 1 ? small.rfind(' ', at - 2) : small.npos;
  if (blank == small.npos) return numbers ? at - 1 : small.npos;
  const auto before = small.substr(blank + 1, at - blank - 2);
  const bool leads = is_one_of(before, {"am", "on", "at", "um", "le", "el", "vor", "il"}) ||
                     parse_date(std::string("1 ").append(before).append(" 2000"));
  if (leads) return blank;
  return numbers || parse_date(small.substr(at)) ? at - 1 : small.npos;
}

// Where the name ends: at a mark or word of what follows, or at a date.
std::size_t end_of_name(std::string_view text) {
  auto small = lower(text);
  small += ' ';
  auto end = text.size();
  for (const auto word : kEnds) end = std::min(end, small.find(word));
  for (auto at = small.find(' '); at + 1 < end; at = small.find(' ', at + 1)) {
    if (!is_digit(small[at + 1])) continue;
    const auto date = start_of_date(small, at + 1);
    if (date >= end) continue;
    end = date;
    constexpr std::string_view kOn = " on";  // before a month: "on March 4"
    if (std::string_view(small).substr(0, end).ends_with(kOn)) end -= kOn.size();
  }
  return end;
}

bool holds_word(std::string_view small, std::string_view word) {
  const auto at = small.find(word);
  if (at == small.npos) return false;
  const auto end = at + word.size();
  return (at == 0 || !is_alphanumeric(small[at - 1])) &&
         (end == small.size() || !is_alphanumeric(small[end]));
}

// No person's name has many words.
bool is_of_names(std::string_view text) {
  constexpr std::ptrdiff_t kMostWords = 8;
  std::string rest(text);
  for (const auto joint : kJoints) {
    for (auto at = rest.find(joint); at != rest.npos; at = rest.find(joint, at)) {
      rest.erase(at, joint.size() - 1);
      rest[at] = '\n';
    }
  }
  for (const auto& person : split(rest, "\n")) {
    if (std::count(person.begin(), person.end(), ' ') >= kMostWords) return false;
  }
  return true;
}

// Some name the site or a mailbox where a person should stand.
bool is_address(std::string_view text) {
  if (text.find(' ') != text.npos) return text.find("www.") != text.npos;
  const auto dot = text.rfind('.');
  const bool host = dot != text.npos && dot > 0 && dot + 1 < text.size();
  return is_web_url(text) || host || text.find('@') != text.npos;
}

}  // namespace

void add_name(std::string& names, std::string_view name) {
  if (name.empty() || names.find(name) != std::string::npos) return;
  if (!names.empty()) names += ", ";
  names += name;
}

bool starts_as_byline(std::string_view text) {
  return after_label(text).has_value();
}

std::string names_in_byline(std::string_view given) {
  const auto folded = fold_space(given);
  auto text = bare(folded);
  for (auto rest = after_label(text); rest; rest = after_label(text)) text = *rest;
  const auto line = lower(text);
  text = bare(text.substr(0, end_of_name(text)));
  const auto small = lower(text);
  const auto is_small = [&](std::string_view other) { return small == other; };
  const auto has_word = [&](std::string_view word) { return holds_word(small, word); };
  const auto starts = [&](std::string_view start) { return line.starts_with(start); };
  const bool no_letters = std::none_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  });
  const bool counts = is_digit(folded.empty() ? ' ' : folded[0]) && text.find(' ') != text.npos;
  const bool refused =
      no_letters || counts || text.size() < 2 || is_address(text) || parse_date(text) ||
      std::any_of(std::begin(kNoNames), std::end(kNoNames), is_small) ||
      std::any_of(std::begin(kStartsOfNoName), std::end(kStartsOfNoName), starts) ||
      std::any_of(std::begin(kWordsOfNoName), std::end(kWordsOfNoName), has_word);
  return refused || !is_of_names(text) ? std::string() : std::string(text);
}

}  // namespace heed::read
