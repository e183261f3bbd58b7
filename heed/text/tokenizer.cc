#include "heed/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

const PageTable<BertClass>& classes() {
  static const PageTable<BertClass> table(bert_class);
  return table;
}

// Classes of ASCII, at hand without a call.
constexpr auto kAscii = [] {
  std::array<BertClass, 128> table{};
  for (unsigned c = 0; c < 128; ++c) {
    const bool space = c == ' ' || (c >= 9 && c <= 13);
    const bool mark = (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
                      (c >= 123 && c <= 126);
    table[c] = space ? BertClass::space : mark ? BertClass::punctuation : BertClass::word;
  }
  return table;
}();

// Where each byte of repair_utf8's text begins in the text as it came, and the end.
std::vector<std::uint32_t> repair_map(std::string_view text) {
  std::vector<std::uint32_t> map;
  std::uint32_t at = 0;
  while (!text.empty()) {
    const auto decoded = decode_utf8(text);
    const auto bytes = decoded.well_formed ? decoded.length : 3;
    for (std::size_t i = 0; i < bytes; ++i) map.push_back(at);
    at += static_cast<std::uint32_t>(decoded.length);
    text.remove_prefix(decoded.length);
  }
  map.push_back(at);
  return map;
}

bool is_ascii(std::string_view text) {
  std::uint64_t bits = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data(), 8);
    bits |= eight;
  }
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return (bits & 0x8080808080808080) == 0;
}

}  // namespace

Tokenizer::Tokenizer(TokenizerParts parts)
    : parts_(std::move(parts)),
      normalizer_(parts_.rules),
      words_(parts_.tokens),
      pieces_(std::make_unique<Late<WordPiece>>(
          [tokens = std::span<const std::string>(parts_.tokens), unknown = parts_.unknown,
           prefix = parts_.prefix,
           most = parts_.max_characters] { return WordPiece(tokens, unknown, prefix, most); })),
      added_(parts_.added),
      normal_added_(parts_.normal_added),
      whole_words_(std::min(WordTable::kLongest, parts_.max_characters)) {}

std::optional<std::int32_t> Tokenizer::id(std::string_view token) const {
  const auto found = std::find(parts_.tokens.begin(), parts_.tokens.end(), token);
  if (token.empty() || found == parts_.tokens.end()) return std::nullopt;
  return static_cast<std::int32_t>(found - parts_.tokens.begin());
}

std::string_view Tokenizer::token(const Encoding& encoding, std::size_t i) const {
  const auto& spelled = encoding.spelled;  // in order of place
  const auto found =
      std::lower_bound(spelled.begin(), spelled.end(), i,
                       [](const auto& one, std::size_t at) { return one.first < at; });
  return found != spelled.end() && found->first == i ? found->second : token(encoding.ids[i]);
}

void Tokenizer::encode(std::string_view text, Encoding& out, std::size_t max_tokens) const {
  require(text.size() < (std::size_t{1} << 28), "a text is shorter than 2^28 bytes");
  out.ids.assign(parts_.before.begin(), parts_.before.end());
  out.spans.assign(parts_.before.size(), {});
  out.spelled.clear();
  if (is_ascii(text) || is_utf8(text)) {
    encode_well_formed(text, out);
  } else {
    encode_well_formed(repair_utf8(text), out);
    const auto map = repair_map(text);
    for (auto& span : out.spans) span = {map[span.begin], map[span.end]};
  }
  const auto around = parts_.before.size() + parts_.after.size();
  const auto most = std::max(max_tokens, around) - parts_.after.size();
  if (out.ids.size() > most) {
    out.ids.resize(most);
    out.spans.resize(most);
    std::erase_if(out.spelled, [&](const auto& token) { return token.first >= most; });
  }
  out.ids.insert(out.ids.end(), parts_.after.begin(), parts_.after.end());
  out.spans.resize(out.ids.size());
}

void Tokenizer::encode_well_formed(std::string_view text, Encoding& out) const {
  added_.find(text, out.matches);
  std::size_t at = 0;
  for (const auto& match : out.matches) {
    encode_part(text.substr(at, match.begin - at), static_cast<std::uint32_t>(at), out);
    add_token(match.id,
              {static_cast<std::uint32_t>(match.begin), static_cast<std::uint32_t>(match.end)},
              text.substr(match.begin, match.end - match.begin), out);
    at = match.end;
  }
  encode_part(text.substr(at), static_cast<std::uint32_t>(at), out);
}

void Tokenizer::add_token(std::int32_t id, TokenSpan span, std::string_view text,
                          Encoding& out) const {
  if (text != token(id)) out.spelled.emplace_back(out.ids.size(), text);
  out.ids.push_back(id);
  out.spans.push_back(span);
}

// Text between added tokens; `base` is where it begins.
void Tokenizer::encode_part(std::string_view text, std::uint32_t base, Encoding& out) const {
  if (text.empty()) return;
  normalizer_.normalize(text, out.normalized);
  const auto& normalized = out.normalized;
  normal_added_.find(normalized.text(), out.inner_matches);
  std::size_t at = 0;
  for (const auto& match : out.inner_matches) {
    encode_words(at, match.begin, base, out);
    add_token(match.id, {base + normalized.begin(match.begin), base + normalized.end(match.end)},
              normalized.text().substr(match.begin, match.end - match.begin), out);
    at = match.end;
  }
  encode_words(at, normalized.size, base, out);
}

// Cuts normalised text at white space and around punctuation.
void Tokenizer::encode_words(std::size_t begin, std::size_t end, std::uint32_t base,
                             Encoding& out) const {
  const std::string_view text = out.normalized.text().substr(0, end);
  const auto& table = classes();
  std::size_t word = begin;
  for (std::size_t at = begin; at < end;) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    BertClass kind;
    if (lead < 0x80) {
      kind = kAscii[lead];
    } else {
      const auto decoded = decode_well_formed(text.data() + at);
      length = decoded.length;
      kind = table[decoded.code_point];
    }
    if (kind != BertClass::word) {
      if (word < at) encode_word(word, at, base, out);
      if (kind == BertClass::punctuation) encode_word(at, at + length, base, out);
      word = at + length;
    }
    at += length;
  }
  if (word < end) encode_word(word, end, base, out);
}

void Tokenizer::encode_word(std::size_t begin, std::size_t end, std::uint32_t base,
                            Encoding& out) const {
  const auto word = out.normalized.text().substr(begin, end - begin);
  if (word.size() <= whole_words_) {
    if (const auto id = words_.find(word); id >= 0) {
      out.ids.push_back(id);
      out.spans.push_back({base + out.normalized.begin(begin), base + out.normalized.end(end)});
      return;
    }
  }
  out.pieces.clear();
  pieces_->get().split(word, out.pieces);
  for (const auto& piece : out.pieces) {
    out.ids.push_back(piece.id);
    out.spans.push_back({base + out.normalized.begin(begin + piece.begin),
                         base + out.normalized.end(begin + piece.end)});
  }
}

}  // namespace heed
