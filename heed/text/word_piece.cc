#include "heed/text/word_piece.h"

#include <bit>
#include <utility>

#include "heed/base/error.h"

namespace heed {
namespace {

constexpr std::size_t kEdgesOfToken = 4;  // a trie of English has two, and half stay free

}  // namespace

WordPiece::WordPiece(std::span<const std::string> tokens, std::int32_t unknown,
                     std::string_view prefix, std::size_t max_characters)
    : unknown_(unknown), max_characters_(max_characters) {
  std::size_t bytes = prefix.size() + 1;
  for (const auto& token : tokens) bytes += token.size();
  require(bytes < (1u << 24), "a vocabulary has fewer than 2^24 bytes");
  make_room(std::bit_ceil(kEdgesOfToken * tokens.size() + 2));

  for (std::size_t id = 0; id < tokens.size(); ++id) {
    std::uint32_t node = 0;
    Edge* edge = nullptr;
    for (const char c : tokens[id]) {
      edge = &insert(node, static_cast<unsigned char>(c));
      node = edge->child;
    }
    if (edge != nullptr) edge->id = static_cast<std::int32_t>(id);
  }
  continued_ = 0;
  for (const char c : prefix) {
    const auto* edge =
        continued_ == kNone ? nullptr : find(continued_, static_cast<unsigned char>(c));
    continued_ = edge == nullptr ? kNone : edge->child;
  }
}

// Empty edges, as few as hold them all in half of the slots: the table is to stay in a near cache.
void WordPiece::make_room(std::size_t slots) {
  const auto before = std::exchange(edges_, std::vector<Edge>(slots));
  shift_ = 64 - std::countr_zero(slots);
  for (const auto& edge : before) {
    if (edge.key != kNone) edges_[place(edge.key)] = edge;
  }
}

// Where the key lies, or would.
std::size_t WordPiece::place(std::uint32_t key) const {
  auto i = (key * 0x9E3779B97F4A7C15ull) >> shift_;
  while (edges_[i].key != key && edges_[i].key != kNone) i = (i + 1) & (edges_.size() - 1);
  return i;
}

const WordPiece::Edge* WordPiece::find(std::uint32_t node, unsigned char byte) const {
  const auto& edge = edges_[place((node << 8) | byte)];
  return edge.key == kNone ? nullptr : &edge;
}

WordPiece::Edge& WordPiece::insert(std::uint32_t node, unsigned char byte) {
  const std::uint32_t key = (node << 8) | byte;
  auto i = place(key);
  if (edges_[i].key != kNone) return edges_[i];
  if (2 * nodes_ >= edges_.size()) {
    make_room(2 * edges_.size());
    i = place(key);
  }
  edges_[i].key = key;
  edges_[i].child = nodes_++;
  return edges_[i];
}

void WordPiece::split(std::string_view word, std::vector<Piece>& out) const {
  const auto size = static_cast<std::uint32_t>(word.size());
  const auto unknown = [&] { out.push_back({unknown_, 0, size}); };
  if (word.size() > max_characters_) {
    std::size_t characters = 0;
    for (const char c : word) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    if (characters > max_characters_) return unknown();
  }
  const auto before = out.size();
  for (std::uint32_t begin = 0; begin < size;) {
    std::uint32_t node = begin == 0 ? 0 : continued_;
    Piece longest{-1, begin, begin};
    for (std::uint32_t at = begin; at < size && node != kNone; ++at) {
      const auto* edge = find(node, static_cast<unsigned char>(word[at]));
      if (edge == nullptr) break;
      node = edge->child;
      if (edge->id >= 0) longest = {edge->id, begin, at + 1};
    }
    if (longest.id < 0) {
      out.resize(before);
      return unknown();
    }
    out.push_back(longest);
    begin = longest.end;
  }
}

}  // namespace heed
