// The document type declaration at the start of an XML document: found, taken out, and searched for
// the few short entities that feeds really define.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "heed/base/error.h"

namespace heed::read::xml {

struct Doctype {
  std::size_t begin = 0;  // where it lies in the text; begin == end: there is none
  std::size_t end = 0;
  std::map<std::string, std::string, std::less<>> entities;
};

Result<Doctype> find_doctype(std::string_view text, std::string_view where);

}  // namespace heed::read::xml
