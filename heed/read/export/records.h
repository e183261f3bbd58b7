// Tables of comma-separated values (RFC 4180) as programs export them, by the names of their
// columns in snake_case; semicolons and tabs separate as well.
#pragma once

#include <functional>
#include <map>
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

using Places = std::vector<std::size_t>;  // in a record

// The first cell at these places that holds something, or "".
std::string first_cell(const Record& record, const Places& places);

class Columns {
 public:
  explicit Columns(const Record& header);

  // The first cell of a column of this name that holds something, or "".
  std::string get(const Record& record, std::string_view name) const;
  // Where the columns of these names are: asked once for a table, a record costs no search.
  Places places(Names names) const;
  bool has(std::string_view name) const { return by_name_.contains(name); }
  bool has_any(Names names) const { return !places(names).empty(); }
  const std::map<std::string, Places, std::less<>>& by_name() const { return by_name_; }

 private:
  std::map<std::string, Places, std::less<>> by_name_;
};

}  // namespace heed::read
