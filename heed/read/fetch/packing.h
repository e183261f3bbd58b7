// How one body is packed: its codings, each within the next, undone as it comes.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "heed/read/fetch/unpack.h"

namespace heed::read {

// Markup packs to a twentieth at the least: what is long and packs to less than a hundredth is made
// to harm. Both in bytes.
bool is_bomb(std::size_t unpacked, std::size_t received);

class Packing {
 public:
  // The names of a Content-Encoding, in the order in which they were applied; false for too many.
  // What is no known coding ("utf-8", "none") was meant to be none, and browsers, too, take it so.
  bool add(std::string_view codings);

  // False where the bytes are broken or a bomb, or `take` wants no more.
  bool unpack(std::string_view bytes, const Unpacker::Take& take);

  bool is_cut() const;  // short of its end, where nothing more comes
  bool is_broken() const;
  bool is_bomb() const { return bomb_; }

 private:
  bool unpack(std::string_view bytes, std::size_t layer, const Unpacker::Take& take);

  std::vector<std::unique_ptr<Unpacker>> layers_;  // the outermost first
  std::size_t received_ = 0;
  std::size_t unpacked_ = 0;  // of all layers: what they hold may be nothing in the end
  bool bomb_ = false;
};

}  // namespace heed::read
