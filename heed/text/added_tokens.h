// Tokens that are found in the text itself, before any word is cut: "[SEP]", "[MASK]" and what a
// model adds. As in Hugging Face's `tokenizers`: the leftmost match, and the longest there; those
// marked `normalized` are looked for in normalised text, the others in the text as it came.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

struct AddedToken {
  std::int32_t id = 0;
  std::string content;       // what is looked for
  bool single_word = false;  // only where no word character touches it
  bool lstrip = false;       // takes the white space before it too
  bool rstrip = false;       // and after it
};

class AddedTokens {
 public:
  struct Match {
    std::int32_t id;
    std::size_t begin, end;  // bytes
  };

  explicit AddedTokens(std::vector<AddedToken> tokens);

  bool empty() const { return tokens_.empty(); }

  // Replaces `out` by the matches in `text`, in order, none overlapping. Well-formed UTF-8.
  void find(std::string_view text, std::vector<Match>& out) const;

 private:
  const AddedToken* longest(std::string_view text, std::size_t at) const;

  std::vector<AddedToken> tokens_;           // by first byte, then longest first
  std::array<std::uint32_t, 257> starts_{};  // where in tokens_ each first byte begins
};

}  // namespace heed
