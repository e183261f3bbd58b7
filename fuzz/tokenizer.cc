// Any bytes as text: tokens lie in the text, in order, and cutting twice gives the same. Any bytes
// as tokenizer.json: an Error, or a tokenizer that works.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "heed/base/error.h"
#include "heed/text/tokenizer.h"

namespace {

const heed::Tokenizer& tokenizer() {
  static const heed::Tokenizer made(heed::parse_vocabulary(
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##a\n##b\ne\nthe\n中\n,\n[\n]\n", true, "fuzz"));
  return made;
}

void check(const heed::Tokenizer& used, std::string_view text) {
  heed::Encoding encoding;
  used.encode(text, encoding);
  if (encoding.ids.size() != encoding.spans.size()) std::abort();
  for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
    const auto [begin, end] = encoding.spans[i];
    if (begin > end || end > text.size()) std::abort();
    used.token(encoding, i);
  }
  const auto ids = encoding.ids;
  used.encode(text, encoding);
  if (ids != encoding.ids) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(tokenizer(), text);
  if (!text.starts_with('{')) return 0;
  try {
    check(heed::Tokenizer(heed::parse_tokenizer_json(text, "fuzz")), "the page that ends");
  } catch (const heed::Error& error) {
    if (error.failure != heed::Failure::bad_input) std::abort();
  }
  return 0;
}
