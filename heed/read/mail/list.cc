#include "heed/read/mail/list.h"

#include <algorithm>
#include <utility>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

bool is_of_words(char c) {
  return is_alphanumeric(c) || (c & 0x80) != 0;
}

// Whether a program made the name: "12345", "3f2a9c1d7e5b4a6088fdc2210mc list", a UUID.
bool is_machine_made(std::string_view name) {
  constexpr std::size_t kLong = 12;
  constexpr int kMixed = 4;  // times that digits and letters take turns
  const auto is_letter_of_any = [](char c) { return is_letter(c) || (c & 0x80) != 0; };
  if (std::none_of(name.begin(), name.end(), is_letter_of_any)) return !name.empty();
  for (const auto& word : split(name, " ")) {
    int turns = 0;
    char last = '\0';
    for (const char c : word) {
      if (!is_alphanumeric(c)) continue;
      turns += last != '\0' && is_digit(last) != is_digit(c) ? 1 : 0;
      last = c;
    }
    if (word.size() >= kLong && turns >= kMixed) return true;
  }
  return false;
}

// The first label of an id where it tells more than that there is a list.
std::string_view telling_label(std::string_view id) {
  const auto label = id.substr(0, id.find('.'));
  constexpr std::string_view kOfAny[] = {"email", "list",       "mail",
                                         "news",  "newsletter", "newsletters"};
  const bool tells = std::find(std::begin(kOfAny), std::end(kOfAny), label) == std::end(kOfAny);
  return tells && !is_machine_made(label) ? label : std::string_view();
}

// Whether the words are there, however they are set apart: "Astral Codex Ten" says
// "astralcodexten".
bool says(std::string_view name, std::string_view label) {
  const auto words = [](std::string_view text) {
    auto out = lower(text);
    std::erase_if(out, [](char c) { return !is_of_words(c); });
    return out;
  };
  return words(name).find(words(label)) != std::string::npos;
}

constexpr std::string_view kVia = " via ";

// A list that rewrites its senders ends them alike: "'Ann B' via golang-nuts".
std::string_view after_via(std::string_view name) {
  const auto via = name.rfind(kVia);
  return via == name.npos ? name : name.substr(via + kVia.size());
}

List parse(std::string_view list_id) {
  const auto open = list_id.find('<');
  List list;
  list.title = trim(list_id.substr(0, open));
  std::erase(list.title, '"');
  if (open != list_id.npos) {
    const auto inside = list_id.substr(open + 1);
    list.id = lower(trim(inside.substr(0, inside.find('>'))));
  } else if (list.title.find('.') != list.title.npos && list.title.find(' ') == list.title.npos) {
    list.id = lower(std::exchange(list.title, {}));  // the brackets are missing
  }
  return list;
}

}  // namespace

List list_of(std::string_view list_id, const Sender& sender) {
  auto list = parse(list_id);
  const bool is_named = !list.title.empty();
  if (is_named && (sender.name.empty() || !is_machine_made(list.title))) return list;
  if (is_named && list.id.empty()) list.id = list.title;
  const auto label = is_named ? std::string_view() : telling_label(list.id);
  const auto common = after_via(sender.name);
  if (label.empty() && !is_named) list.id.clear();
  list.title = label.empty() ? sender.name : says(common, label) ? common : label;
  return list;
}

std::string_view before_via(std::string_view name) {
  auto own = name.substr(0, name.rfind(kVia));
  if (own.size() > 2 && own.starts_with('\'') && own.ends_with('\'')) {
    own.remove_prefix(1);
    own.remove_suffix(1);
  }
  return own.empty() || own.size() == name.size() ? name : own;
}

}  // namespace heed::read
