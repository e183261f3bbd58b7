#include "heed/read/fetch/unpack.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <array>

namespace heed::read {
namespace {

constexpr std::size_t kPiece = 16 * 1024;
constexpr int kLargestWindow = 23;  // bits, RFC 9659: more is memory that no page needs

// RFC 1950 (deflate) and 1952 (gzip); deflate also without any header, as some servers send it.
class Inflater : public Unpacker {
 public:
  explicit Inflater(bool gzip) : gzip_(gzip) {}
  ~Inflater() override {
    if (begun_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

 protected:
  State step(std::string_view& bytes, std::span<char>& room) override {
    if (bytes.empty() && !begun_) return State::more;
    if (!begun_ && !begin(bytes[0])) return State::broken;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    bytes.remove_prefix(bytes.size() - stream_.avail_in);
    room = room.last(stream_.avail_out);
    if (code == Z_STREAM_END) return State::whole;
    return code == Z_OK || code == Z_BUF_ERROR ? State::more : State::broken;
  }

  bool begins_anew(char first) override {
    return gzip_ && first == '\x1f' && inflateReset(&stream_) == Z_OK;
  }

 private:
  bool begin(char first) {
    const bool zlib_header = (static_cast<unsigned char>(first) & 0x8F) == Z_DEFLATED;
    const int window = gzip_ ? MAX_WBITS + 16 : zlib_header ? MAX_WBITS : -MAX_WBITS;
    begun_ = inflateInit2(&stream_, window) == Z_OK;
    return begun_;
  }

  bool gzip_;
  bool begun_ = false;
  z_stream stream_{};
};

// RFC 7932.
class Brotli : public Unpacker {
 protected:
  State step(std::string_view& bytes, std::span<char>& room) override {
    auto in_left = bytes.size(), out_left = room.size();
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    auto* out = reinterpret_cast<std::uint8_t*>(room.data());
    const auto result =
        BrotliDecoderDecompressStream(stream_.get(), &in_left, &in, &out_left, &out, nullptr);
    bytes.remove_prefix(bytes.size() - in_left);
    room = room.last(out_left);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return State::whole;
    return result == BROTLI_DECODER_RESULT_ERROR ? State::broken : State::more;
  }

 private:
  std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> stream_{
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance};
};

// RFC 8878.
class Zstd : public Unpacker {
 public:
  Zstd() { ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kLargestWindow); }

 protected:
  State step(std::string_view& bytes, std::span<char>& room) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const auto wanted = ZSTD_decompressStream(stream_.get(), &out, &in);
    bytes.remove_prefix(in.pos);
    room = room.subspan(out.pos);
    if (ZSTD_isError(wanted) != 0) return State::broken;
    return wanted == 0 ? State::whole : State::more;
  }

  bool begins_anew(char first) override { return first == '\x28'; }

 private:
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> stream_{ZSTD_createDCtx(), ZSTD_freeDCtx};
};

}  // namespace

std::unique_ptr<Unpacker> Unpacker::of(std::string_view coding) {
  if (coding == "gzip" || coding == "x-gzip") return std::make_unique<Inflater>(true);
  if (coding == "deflate") return std::make_unique<Inflater>(false);
  if (coding == "br") return std::make_unique<Brotli>();
  if (coding == "zstd") return std::make_unique<Zstd>();
  return nullptr;
}

bool Unpacker::unpack(std::string_view bytes, const Take& take) {
  std::array<char, kPiece> piece;
  for (bool full = false; !bytes.empty() || full;) {
    if (state_ == State::whole && !begins_anew(bytes[0])) return true;
    std::span<char> room(piece);
    state_ = step(bytes, room);
    const auto size = piece.size() - room.size();
    if (size > 0 && !take({piece.data(), size})) return false;
    if (state_ == State::broken) return false;
    full = room.empty() && state_ == State::more;
  }
  return true;
}

}  // namespace heed::read
