#include "heed/read/export/field_names.h"

#include <unordered_set>

#include "heed/read/ascii.h"

namespace heed::read {

std::string snake_case(std::string_view name) {
  std::string out;
  bool within_word = false;  // behind a small letter or a digit, where a capital begins a word
  for (const char c : trim(name)) {
    const bool between = is_space(c) || c == '_' || c == '-';
    const bool capital = to_lower(c) != c;
    if ((between || (capital && within_word)) && !out.empty() && out.back() != '_') out += '_';
    if (!between) out += to_lower(c);
    within_word = !capital && is_alphanumeric(c);
  }
  return out;
}

bool is_field(std::string_view name) {
  static const auto all = [] {
    std::unordered_set<std::string_view> fields;
    for (const auto& names :
         {kAddress, kTitle, kAuthor, kLanguage, kDay, kContent, kSummary, kHighlights, kNote,
          kLabels, kFavouriteMark, kReadMark, kState, kOthers}) {
      fields.insert(names.begin(), names.end());
    }
    return fields;
  }();
  return all.contains(name);
}

}  // namespace heed::read
