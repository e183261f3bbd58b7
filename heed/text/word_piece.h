// WordPiece: a word is cut into the longest pieces of a vocabulary, from the left; pieces that
// continue a word carry a prefix ("##"). A word with a part that no piece covers is unknown as a
// whole. Time is linear in the word's bytes times the longest piece.
//
// The vocabulary is a trie whose edges lie in one open hash table: (node, byte) → (node, id).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

class WordPiece {
 public:
  struct Piece {
    std::int32_t id;
    std::uint32_t begin, end;  // bytes of the word
  };

  // tokens[i] is token i; empty ones match nothing. `unknown` is an id.
  WordPiece(std::span<const std::string> tokens, std::int32_t unknown, std::string_view prefix,
            std::size_t max_characters);

  // Appends the pieces of a word, which is well-formed UTF-8 and not empty.
  void split(std::string_view word, std::vector<Piece>& out) const;

 private:
  struct Edge {
    std::uint32_t key = kNone;  // node · 256 + byte
    std::uint32_t child = 0;
    std::int32_t id = -1;  // of the token that ends here
  };

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  void make_room(std::size_t slots);
  std::size_t place(std::uint32_t key) const;
  const Edge* find(std::uint32_t node, unsigned char byte) const;
  Edge& insert(std::uint32_t node, unsigned char byte);

  std::vector<Edge> edges_;
  int shift_ = 0;
  std::uint32_t nodes_ = 1;          // 0 is the root
  std::uint32_t continued_ = kNone;  // the node after the prefix
  std::int32_t unknown_;
  std::size_t max_characters_;
};

}  // namespace heed
