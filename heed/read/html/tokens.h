// The tokens of an HTML document, cut as the HTML Living Standard's tokenizer (section 13.2.5) cuts
// them with scripting off, for any bytes whatever. Comments, doctypes and processing instructions
// are passed over. The XML dialect differs where XML does: CDATA sections are text, no element is
// raw. The document must outlive its tokens.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heed::read::html {

struct Attribute {
  std::string name;   // lower case
  std::string value;  // references decoded
};

struct Token {
  enum class Kind { text, start, end };
  Kind kind = Kind::text;
  std::string name;  // of a tag, lower case
  std::vector<Attribute> attributes;
  bool self_closing = false;
  std::string text;  // references decoded, but in raw text elements (script, style, …)
};

enum class Dialect { html, xml };

class Tokens {
 public:
  explicit Tokens(std::string_view html, Dialect dialect = Dialect::html)
      : html_(html), dialect_(dialect) {}

  bool next(Token& token);  // false at the end

 private:
  void read_text(Token& token);
  bool read_raw_text(Token& token);
  bool read_markup(Token& token);
  bool read_tag(Token& token, std::size_t name_at);
  bool read_attribute(Token& token);
  std::string read_value();
  bool read_declaration(Token& token);
  void skip_comment();
  void skip_past(std::string_view mark);
  void skip_space();
  bool at_end() const { return at_ >= html_.size(); }

  std::string_view html_;
  Dialect dialect_;
  std::size_t at_ = 0;
  std::string raw_;  // the raw text element that we are in, or ""
  bool comments_end_ = true;
};

const std::string* attribute(const std::vector<Attribute>& attributes, std::string_view name);

}  // namespace heed::read::html
