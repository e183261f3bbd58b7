// The tokens of an encoder that is trained from scratch, learned from the training texts: words for
// scripts that part them by spaces, single characters for those that do not (Han, kana, Thai …),
// punctuation marks by themselves; lower-cased. Const after it is built: threads may share it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heed/base/error.h"
#include "heed/model/encoded_text.h"

namespace heed {

class WordVocabulary {
 public:
  static constexpr std::int32_t kClass = 0, kUnknown = 1;  // "[CLS]", "[UNK]"

  // The `max_size` − 2 tokens seen most often, at least `min_count` times; of equals, the one that
  // comes first by bytes.
  static WordVocabulary build(std::span<const std::string> texts, int min_count, int max_size);

  // One token on each line, in the order of ids, as `to_text` writes them.
  static Result<WordVocabulary> parse(std::string_view text, std::string_view where);
  std::string to_text() const;

  // The class token, then those of the text; in all at most `max_tokens`.
  EncodedText encode(std::string_view text, std::int32_t max_tokens) const;

  const std::string& token(std::int32_t id) const { return tokens_[id]; }
  std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };

  void add(std::string token);

  std::vector<std::string> tokens_;
  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> ids_;
};

}  // namespace heed
