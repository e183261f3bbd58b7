// Which scripts a model can read: those that its vocabulary has words of. A BERT of English knows
// the letters of many scripts and a few hundred Chinese characters, and makes of texts in them
// vectors that are all alike.
#pragma once

#include <string_view>
#include <vector>

namespace heed {

class Tokenizer;

class KnownScripts {
 public:
  // A script is known from a thousand entries on, which are words or parts of words; one letter is
  // enough where scripts are written without spaces. The one that has the most is known anyway.
  explicit KnownScripts(const Tokenizer& tokenizer);

  // Whether at least half of the letters that the text begins with are of such scripts. One without
  // letters is read.
  bool read(std::string_view text) const;

 private:
  std::vector<bool> known_;  // by ICU's number of the script
};

}  // namespace heed
