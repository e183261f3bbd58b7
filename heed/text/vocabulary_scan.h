// The vocabulary of a tokenizer.json, read out of its text at once: tens of thousands of `"token":
// id` are most of the file, and a general reader of JSON takes most of a model's start for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed {

struct ScannedVocabulary {
  std::vector<std::pair<std::string, std::int64_t>> entries;
  // Where the object lies in the text, braces included.
  std::size_t begin = 0, end = 0;
};

// The first model.vocab of `json`. Nothing, begin and end 0, where there is none or anything about
// it is unusual: then it is the general reader's, which finds the words for what is wrong.
ScannedVocabulary scan_vocabulary(std::string_view json);

}  // namespace heed
