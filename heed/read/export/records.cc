#include "heed/read/export/records.h"

#include <algorithm>

#include "heed/read/ascii.h"
#include "heed/read/charset.h"

namespace heed::read {
namespace {

constexpr std::size_t kUsualFields = 8;    // of a record
constexpr std::size_t kMostFields = 1000;  // the last takes what is left

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
  Record fields;
  fields.reserve(kUsualFields);
  fields.emplace_back();
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
  for (auto& field : fields) mend_controls(field);
  return fields;
}

std::string first_cell(const Record& record, const Places& places) {
  for (const auto i : places) {
    if (i < record.size() && !trim(record[i]).empty()) return record[i];
  }
  return {};
}

Columns::Columns(const Record& header) {
  for (std::size_t i = 0; i < header.size(); ++i) by_name_[snake_case(header[i])].push_back(i);
}

std::string Columns::get(const Record& record, std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::string() : first_cell(record, found->second);
}

Places Columns::places(Names names) const {
  Places all;
  for (const auto name : names) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) continue;
    all.insert(all.end(), found->second.begin(), found->second.end());
  }
  return all;
}

}  // namespace heed::read
