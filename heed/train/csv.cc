#include "heed/train/csv.h"

#include <algorithm>
#include <optional>

namespace heed {
namespace {

class Reader {
 public:
  Reader(std::string_view text, std::string_view where) : text_(text), where_(where) {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  }

  // The next record that is not blank; nothing at the end of the text.
  std::optional<Table::Row> record() {
    while (at_ < text_.size() && line_end() > 0) skip_line_end();
    if (at_ == text_.size()) return std::nullopt;
    Table::Row row{{}, line_};
    while (true) {
      row.fields.push_back(peek() == '"' ? quoted() : plain());
      if (peek() == ',') {
        ++at_;
        continue;
      }
      if (at_ < text_.size()) skip_line_end();
      return row;
    }
  }

  Error error(std::string what, std::size_t line, std::string remedy) const {
    return Error(Failure::bad_input, std::move(what),
                 std::string(where_) + " line " + std::to_string(line), std::move(remedy));
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::size_t line_end() const {  // its length, 0 where there is none
    if (text_[at_] == '\n') return 1;
    return text_.substr(at_, 2) == "\r\n" ? 2 : 0;
  }

  void skip_line_end() {
    at_ += line_end();
    ++line_;
  }

  std::string plain() {
    const auto begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && line_end() == 0) {
      if (text_[at_] == '"') {
        throw error("a quote stands inside a field that does not begin with one", line_,
                    "put the whole field in quotes and double the quotes within");
      }
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string quoted() {
    const auto opened = line_;
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (peek() != '"' || at_ == text_.size()) return after_quote(std::move(field));
      } else if (text_[at_] == '\n') {
        ++line_;
      }
      field += text_[at_];
    }
    throw error("a quote is never closed", opened, "close it, or double it if it is text");
  }

  std::string after_quote(std::string field) {
    if (at_ < text_.size() && text_[at_] != ',' && line_end() == 0) {
      throw error("text follows a closing quote", line_,
                  "double the quotes that belong to the text");
    }
    return field;
  }

  std::string_view text_, where_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Table read(Reader& reader, std::string_view where) {
  Table table;
  auto header = reader.record();
  if (!header) {
    throw Error(Failure::bad_input, "the file is empty", std::string(where),
                "begin it with a line that names the columns");
  }
  table.columns = std::move(header->fields);
  auto sorted = table.columns;
  std::sort(sorted.begin(), sorted.end());
  if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end()) {
    throw reader.error("two columns are named \"" + *twice + "\"", header->line, "rename one");
  }
  while (auto row = reader.record()) {
    if (row->fields.size() != table.columns.size()) {
      throw reader.error(std::to_string(row->fields.size()) + " fields where the header names " +
                             std::to_string(table.columns.size()),
                         row->line, "quote fields that hold commas or line ends");
    }
    table.rows.push_back(std::move(*row));
  }
  return table;
}

}  // namespace

Result<Table> parse_csv(std::string_view text, std::string_view where) {
  try {
    Reader reader(text, where);
    return read(reader, where);
  } catch (Error& error) {
    return std::move(error);
  }
}

}  // namespace heed
