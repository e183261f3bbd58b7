#include "heed/read/person.h"

#include <algorithm>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

bool is_machine(std::string_view word) {
  const auto at = word.find('@');
  if (at == word.npos) return false;
  const auto box = lower(word.substr(0, at));
  return box == "noreply" || box == "no-reply" || box == "donotreply" || box == "do-not-reply";
}

std::string_view without_brackets(std::string_view text) {
  if (text.size() < 2 || !text.starts_with('(') || !text.ends_with(')')) return text;
  return trim(text.substr(1, text.size() - 2));
}

// Of one person, "name (address)" or "address (name)".
std::string_view without_machine(std::string_view person) {
  const auto last = person.rfind(' ');
  if (last != person.npos && is_machine(without_brackets(person.substr(last + 1)))) {
    return trim(person.substr(0, last));
  }
  const auto first = std::min(person.find(' '), person.size());
  return is_machine(person.substr(0, first)) ? without_brackets(trim(person.substr(first)))
                                             : person;
}

}  // namespace

std::string without_machines(std::string_view names) {
  if (names.find('@') == names.npos) return std::string(names);
  std::string out;
  for (const auto& person : split(names, ",")) {
    const auto name = without_machine(person);
    if (!name.empty()) out.append(out.empty() ? "" : ", ").append(name);
  }
  return out;
}

}  // namespace heed::read
