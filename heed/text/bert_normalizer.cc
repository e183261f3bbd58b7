#include "heed/text/bert_normalizer.h"

#include <algorithm>
#include <cstring>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

constexpr std::size_t kGrowth = 3;  // bytes out for each byte in, at most

// Copies printable ASCII, lower-cased where asked, and says how long it goes.
std::size_t copy_ascii(std::string_view text, char* out, bool lowercase) {
  constexpr std::size_t kBlock = 32;
  std::size_t done = 0;
  for (; done + kBlock <= text.size(); done += kBlock) {
    const char* in = text.data() + done;
    unsigned char odd = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const auto c = static_cast<unsigned char>(in[i]);
      odd |= static_cast<unsigned char>(c - 0x20) >= 0x5F ? 1 : 0;
      const auto bit = lowercase && static_cast<unsigned char>(c - 'A') < 26 ? 0x20 : 0;
      out[done + i] = static_cast<char>(c | bit);
    }
    if (odd != 0) return done;
  }
  for (; done < text.size(); ++done) {
    const auto c = static_cast<unsigned char>(text[done]);
    if (static_cast<unsigned char>(c - 0x20) >= 0x5F) return done;
    const auto bit = lowercase && static_cast<unsigned char>(c - 'A') < 26 ? 0x20 : 0;
    out[done] = static_cast<char>(c | bit);
  }
  return done;
}

struct Aligned {
  char32_t c;
  std::uint32_t from, to;  // bytes of the original
};

// A decomposition in canonical order. An output that replaces a character takes the next
// character's place in the original; one that a decomposition adds shares the place before it.
std::vector<Aligned> decompose(const std::vector<Aligned>& in) {
  struct Part {
    char32_t c;
    int combining;
    bool added;
  };
  std::vector<Part> parts;
  for (const auto& character : in) {
    bool added = false;
    for (const char32_t c : bert_decompose(character.c)) {
      parts.push_back({c, bert_combining_class(c), added});
      added = true;
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::size_t end = i;
    while (end < parts.size() && parts[end].combining != 0) ++end;
    std::stable_sort(parts.begin() + static_cast<std::ptrdiff_t>(i),
                     parts.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Part& a, const Part& b) { return a.combining < b.combining; });
    i = end;
  }
  std::vector<Aligned> out;
  std::size_t taken = 0;
  for (const auto& part : parts) {
    if (!part.added) ++taken;
    const auto& source = in[taken == 0 ? 0 : taken - 1];
    out.push_back({part.c, source.from, source.to});
  }
  return out;
}

}  // namespace

BertNormalizer::BertNormalizer(BertRules rules)
    : rules_(rules), characters_(std::make_unique<PageTable<Character>>([rules](char32_t c) {
        return character(rules, c);
      })) {}

BertNormalizer::Character BertNormalizer::character(const BertRules& rules, char32_t c) {
  Character out;
  if (rules.clean_text) {
    bool dropped = false;
    c = bert_clean(c, dropped);
    if (dropped) return out;
  }
  const bool spaced = rules.handle_chinese_chars && bert_is_ideograph(c);
  std::string text;
  if (spaced) text += ' ';
  for (const char32_t part : rules.strip_accents ? bert_decompose(c) : std::u32string{c}) {
    if (rules.strip_accents && bert_is_nonspacing_mark(part)) continue;
    if (rules.strip_accents && bert_combining_class(part) != 0) out.reorders = true;
    for (const char32_t low : rules.lowercase ? bert_lower(part) : std::u32string{part}) {
      append_utf8(text, low);
    }
  }
  if (spaced) text += ' ';
  require(text.size() <= sizeof out.text, "a character normalises to at most 14 bytes");
  out.size = static_cast<std::uint8_t>(text.size());
  text.copy(out.text, text.size());
  return out;
}

void BertNormalizer::normalize(std::string_view text, Normalized& out) const {
  require(text.size() < (std::size_t{1} << 30), "a text is shorter than 2^30 bytes");
  out.text.resize(text.size() * kGrowth + sizeof(Character::text));
  const auto plain = copy_ascii(text, out.text.data(), rules_.lowercase);
  out.identity = plain == text.size();
  if (out.identity) {
    out.text.resize(plain);
    return;
  }
  if (out.from.size() < out.text.size()) {
    out.from.resize(out.text.size());
    out.to.resize(out.text.size());
  }
  char* const bytes = out.text.data();
  std::size_t size = plain;
  for (std::size_t i = 0; i < plain; ++i) {
    out.from[i] = static_cast<std::uint32_t>(i);
    out.to[i] = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t at = plain; at < text.size();) {
    const auto decoded = decode_utf8(text.substr(at));
    const auto& character = (*characters_)[decoded.code_point];
    if (character.reorders) return normalize_slowly(text, out);
    std::memcpy(bytes + size, character.text, sizeof character.text);
    for (std::size_t i = size; i < size + character.size; ++i) {
      out.from[i] = static_cast<std::uint32_t>(at);
      out.to[i] = static_cast<std::uint32_t>(at + decoded.length);
    }
    size += character.size;
    at += decoded.length;
  }
  out.text.resize(size);
}

void BertNormalizer::normalize_slowly(std::string_view text, Normalized& out) const {
  std::vector<Aligned> characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = decode_utf8(text.substr(at));
    const auto from = static_cast<std::uint32_t>(at);
    const auto to = static_cast<std::uint32_t>(at + decoded.length);
    at = to;
    bool dropped = false;
    const char32_t c =
        rules_.clean_text ? bert_clean(decoded.code_point, dropped) : decoded.code_point;
    if (dropped) continue;
    const bool spaced = rules_.handle_chinese_chars && bert_is_ideograph(c);
    if (spaced) characters.push_back({U' ', from, to});
    characters.push_back({c, from, to});
    if (spaced) characters.push_back({U' ', from, to});
  }
  if (rules_.strip_accents) {
    characters = decompose(characters);
    std::erase_if(characters, [](const Aligned& a) { return bert_is_nonspacing_mark(a.c); });
  }
  out.text.clear();
  out.from.clear();
  out.to.clear();
  for (const auto& character : characters) {
    for (const char32_t c :
         rules_.lowercase ? bert_lower(character.c) : std::u32string{character.c}) {
      append_utf8(out.text, c);
    }
    out.from.resize(out.text.size(), character.from);
    out.to.resize(out.text.size(), character.to);
  }
}

}  // namespace heed
