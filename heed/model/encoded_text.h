// A text as the tokens that a model reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heed/text/tokenizer.h"

namespace heed {

struct EncodedText {
  std::vector<std::int32_t> ids;   // never empty
  std::vector<TokenSpan> spans;    // where each stands in the text, in bytes
  bool cut = false;                // the text was longer than asked for
  std::vector<std::string> words;  // one for each id; only where the encoder reads words themselves
};

}  // namespace heed
