#include "heed/text/word_piece.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "heed/base/random.h"

namespace heed {
namespace {

// What the pieces should be, without a trie.
std::vector<std::int32_t> split_slowly(const std::vector<std::string>& tokens,
                                       std::string_view word) {
  std::vector<std::int32_t> ids;
  for (std::size_t begin = 0; begin < word.size();) {
    auto size = word.size() - begin;
    for (; size > 0; --size) {
      const auto piece =
          std::string(begin == 0 ? "" : "##") + std::string(word.substr(begin, size));
      const auto found = std::find(tokens.begin(), tokens.end(), piece);
      if (found == tokens.end()) continue;
      ids.push_back(static_cast<std::int32_t>(found - tokens.begin()));
      break;
    }
    if (size == 0) return {0};
    begin += size;
  }
  return ids;
}

// The table is made for short tokens: long ones let it grow again and again.
TEST(WordPieceTest, FindsTheLongestPiecesOfLongTokensAndOfShortOnes) {
  Random random(3);
  const auto letters = [&](std::uint64_t most) {
    std::string word;
    do word += static_cast<char>('a' + random.below(5));
    while (word.size() < most && random.below(most) != 0);
    return word;
  };
  for (const std::uint64_t longest : {200, 4}) {
    std::vector<std::string> tokens = {"[UNK]", ""};
    while (tokens.size() < 300) {
      const auto token = (random.below(2) != 0 ? "##" : "") + letters(longest);
      if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(token);
    }
    const WordPiece pieces(tokens, 0, "##", 1000);
    int cut = 0;
    for (int i = 0; i < 500; ++i) {
      const auto& token = tokens[2 + random.below(298)];
      const auto word = token.substr(token.starts_with("##") ? 2 : 0) + letters(3);
      std::vector<WordPiece::Piece> found;
      pieces.split(word, found);
      std::vector<std::int32_t> ids;
      for (const auto& piece : found) ids.push_back(piece.id);
      EXPECT_EQ(ids, split_slowly(tokens, word)) << word;
      cut += ids.size() > 1 ? 1 : 0;
    }
    EXPECT_GT(cut, 50);
  }
}

TEST(WordPieceTest, OfAnEmptyVocabularyKnowsNothing) {
  const WordPiece pieces({}, 7, "##", 100);
  std::vector<WordPiece::Piece> found;
  pieces.split("word", found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, 7);
}

}  // namespace
}  // namespace heed
