// What servers pack bodies with (RFC 9110, section 8.4.1): gzip, deflate, br and zstd, each undone
// piece by piece, as it comes. libcurl could do so itself, but does not say where a packed stream
// breaks off before its end.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace heed::read {

inline constexpr const char* kAcceptEncoding = "gzip, deflate, br, zstd";

class Unpacker {
 public:
  enum class State { more, whole, broken };

  // By its name in Content-Encoding; null for one that is not known.
  static std::unique_ptr<Unpacker> of(std::string_view coding);
  virtual ~Unpacker() = default;

  // Hands on what `bytes` hold, 16 KiB at most at a time; false where they are broken, or `take`
  // wants no more. What follows the end of a whole stream and begins no other counts for nothing.
  using Take = std::function<bool(std::string_view)>;
  bool unpack(std::string_view bytes, const Take& take);

  State state() const { return state_; }

 protected:
  // Reads from the front of `bytes`, writes to the front of `room`, and takes off both what it
  // used.
  virtual State step(std::string_view& bytes, std::span<char>& room) = 0;
  // Whether another stream that begins so may follow a whole one; it then is ready for it.
  virtual bool begins_anew(char /*first*/) { return false; }

 private:
  State state_ = State::more;
};

}  // namespace heed::read
