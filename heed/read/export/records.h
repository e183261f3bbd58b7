// Tables of comma-separated values (RFC 4180) as programs export them, by the names of their
// columns in snake_case; semicolons and tabs separate as well.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heed/read/export/field_names.h"

namespace heed::read {

using Record = std::vector<std::string>;

// The separator of a table: the one that its first line has most of; 0 where it has none.
char separator_of(std::string_view text);

// One record, moved past: quoted fields may hold separators, doubled quotes and line breaks.
Record next_record(std::string_view& text, char separator = ',');

class Columns {
 public:
  explicit Columns(const Record& header);

  // The first of these columns that holds something, or "".
  std::string get(const Record& record, Names names) const;
  bool has(std::string_view name) const;
  bool has_any(Names names) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

}  // namespace heed::read
