#include "heed/read/export/records.h"

#include <algorithm>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostFields = 1000;  // of a record; the last takes what is left

}  // namespace

char separator_of(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  char best = 0;
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t'}) {
    const auto count = std::count(first.begin(), first.end(), c);
    if (count > most) {
      most = count;
      best = c;
    }
  }
  return best;
}

Record next_record(std::string_view& text, char separator) {
  Record fields(1);
  bool quoted = false;
  bool blank = true;  // so far, the field
  while (!text.empty()) {
    const char c = text[0];
    text.remove_prefix(1);
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (text.starts_with('"')) {
        fields.back() += '"';
        text.remove_prefix(1);
      } else {
        quoted = false;
      }
    } else if (c == '"' && blank) {  // elsewhere it is an inch or a second
      fields.back().clear();
      quoted = true;
      blank = false;
    } else if (c == separator && fields.size() < kMostFields) {
      fields.emplace_back();
      blank = true;
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      fields.back() += c;
      blank = blank && is_space(c);
    }
  }
  return fields;
}

Columns::Columns(const Record& header) {
  for (const auto& name : header) names_.push_back(snake_case(name));
}

std::string Columns::get(const Record& record, Names names) const {
  for (const auto name : names) {
    const auto at = std::find(names_.begin(), names_.end(), name);
    const auto i = static_cast<std::size_t>(at - names_.begin());
    if (i < names_.size() && i < record.size() && !trim(record[i]).empty()) return record[i];
  }
  return {};
}

bool Columns::has(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

bool Columns::has_any(Names names) const {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return has(name); });
}

}  // namespace heed::read
