#include "heed/read/xml/doctype.h"

#include <algorithm>

#include "heed/read/ascii.h"

namespace heed::read::xml {
namespace {

constexpr std::size_t kLongestValue = 1024;
constexpr std::size_t kMostEntities = 64;

Error refused(std::string_view why, std::string_view where) {
  return Error(Failure::bad_input, "the document type " + std::string(why), std::string(where),
               "ask the publisher for a feed without entity declarations");
}

// The end of the declaration that starts at `at`, quotes and an internal subset respected.
std::size_t end_of(std::string_view text, std::size_t at) {
  bool inside = false;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (inside && text.compare(i, 4, "<!--") == 0) {
      i = text.find("-->", i);
      if (i == std::string_view::npos) break;
    } else if (c == '"' || c == '\'') {
      i = text.find(c, i + 1);
      if (i == std::string_view::npos) break;
    } else if (c == '[') {
      inside = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '>' && !inside) {
      return i + 1;
    }
  }
  return text.size();
}

std::string_view next_word(std::string_view& text) {
  text = trim(text);
  const auto word = text.substr(0, text.find_first_of(" \t\r\n>"));
  text.remove_prefix(word.size());
  return word;
}

// One declaration after "<!ENTITY". Parameter entities from outside are never used: no harm.
std::string_view read_entity(std::string_view rest, Doctype& doctype) {
  auto name = next_word(rest);
  const bool parameter = name == "%";
  if (parameter) name = next_word(rest);
  rest = trim(rest);
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) {
    return parameter ? "" : "takes an entity from outside";
  }
  const auto value = rest.substr(1, rest.find(rest[0], 1) - 1);
  const bool plain = value.find_first_of("%<") == std::string_view::npos &&
                     (value.find('&') == std::string_view::npos || value.starts_with("&#"));
  if (!plain) return "defines entities by other entities or markup";
  if (value.size() > kLongestValue) return "defines a very long entity";
  if (!parameter) doctype.entities.emplace(name, value);
  return doctype.entities.size() > kMostEntities ? "defines very many entities" : "";
}

}  // namespace

Result<Doctype> find_doctype(std::string_view text, std::string_view where) {
  Doctype doctype;
  constexpr std::string_view kMark = "<!doctype";
  // Only comments, instructions and white space may come before it.
  std::size_t at = 0;
  for (;;) {
    at = text.find('<', at);
    if (at == std::string_view::npos) return doctype;
    if (text.compare(at, 4, "<!--") == 0) {
      at = text.find("-->", at);
    } else if (text.compare(at, 2, "<?") == 0) {
      at = text.find("?>", at);
    } else {
      break;
    }
  }
  if (!starts_ignoring_case(text.substr(at), kMark)) return doctype;
  doctype.begin = at;
  doctype.end = end_of(text, at);
  auto inside = text.substr(at, doctype.end - at);
  constexpr std::string_view kEntity = "<!ENTITY";
  for (auto i = inside.find(kEntity); i != std::string_view::npos;
       i = inside.find(kEntity, i + 1)) {
    const auto problem = read_entity(inside.substr(i + kEntity.size()), doctype);
    if (!problem.empty()) return refused(problem, where);
  }
  return doctype;
}

}  // namespace heed::read::xml
