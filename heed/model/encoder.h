// Any encoder, by name: texts in, vectors of length 1 out. What ranks and stores need to know of
// encoders is here; how each works is in its own header.
//
// A TextEncoder is a value around a function; copies share the model. encode() may be called from
// many threads at once.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

// One row for each text, end to end: [rows, width].
struct Vectors {
  std::size_t rows = 0;
  std::size_t width = 0;
  std::vector<float> values;

  std::span<const float> row(std::size_t i) const { return {values.data() + i * width, width}; }
  std::span<float> row(std::size_t i) { return {values.data() + i * width, width}; }
};

class TextEncoder {
 public:
  // Writes texts.size() unit rows of `width` floats; an all-zero row where a text has nothing to
  // go by (no letter or digit).
  using Encode = std::function<void(std::span<const std::string_view> texts, std::span<float> out)>;

  TextEncoder(
      std::string name, std::string fingerprint, std::size_t width, Encode encode,
      std::function<void()> begin = [] {})
      : name_(std::move(name)),
        fingerprint_(std::move(fingerprint)),
        width_(width),
        encode_(std::move(encode)),
        begin_(std::move(begin)) {}

  const std::string& name() const { return name_; }
  std::size_t width() const { return width_; }

  // Vectors may be compared where this is equal; it changes with the model's files and with the
  // way of encoding. Keep it beside stored vectors.
  const std::string& fingerprint() const { return fingerprint_; }

  Vectors encode(std::span<const std::string_view> texts) const;
  void encode(std::span<const std::string_view> texts, std::span<float> out) const {
    encode_(texts, out);
  }
  std::vector<float> encode(std::string_view text) const;

  // Loads the model by another thread where it isn't yet, so that a caller who will encode
  // something can do other things meanwhile. What goes wrong is said by encode().
  void begin() const { begin_(); }

 private:
  std::string name_;
  std::string fingerprint_;
  std::size_t width_;
  Encode encode_;
  std::function<void()> begin_;
};

// `lexical`, or a model's name or folder (see registry.h). Throws not_found or bad_input.
TextEncoder open_encoder(std::string_view name);

// The same for texts of any script: those that the model can't read (scripts.h) have the lexical
// encoder's vector, folded to the model's width. Between the two kinds products are near 0.
TextEncoder open_encoder_of_any_script(std::string_view name);

}  // namespace heed
