// What goes wrong on the way to an answer, in a person's words.
#pragma once

#include <curl/curl.h>

#include <string>

namespace heed::read {

struct Trouble {
  std::string what;
  std::string remedy;
};

// `place`: the host and port that were asked last.
Trouble trouble_of(CURLcode code, const std::string& place);

Trouble header_too_long();

}  // namespace heed::read
