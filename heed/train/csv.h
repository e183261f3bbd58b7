// CSV as RFC 4180 has it: fields parted by commas, records by LF or CRLF; a field in double quotes
// may hold commas, line ends and doubled quotes. The first record names the columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/error.h"

namespace heed {

struct Table {
  std::vector<std::string> columns;  // no two alike
  struct Row {
    std::vector<std::string> fields;  // as many as columns
    std::size_t line;                 // of the source where it begins, counted from 1
  };
  std::vector<Row> rows;
};

// Passes over a byte order mark and blank lines. Refuses a quote that never closes or stands where
// none may, a record with more or fewer fields than columns, and two columns of one name; the error
// names `where` and the line.
Result<Table> parse_csv(std::string_view text, std::string_view where);

}  // namespace heed
