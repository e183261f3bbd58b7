#include "heed/text/bert_normalizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "heed/base/error.h"
#include "heed/base/utf8.h"

namespace heed {
namespace {

constexpr std::size_t kGrowth = 3;  // bytes out for each byte in, at most

// Printable ASCII and the white space that cleaning makes blank: each is one byte for one byte.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (unsigned c = 0x20; c < 0x7F; ++c) plain[c] = true;
  plain['\t'] = plain['\n'] = plain['\r'] = true;
  return plain;
}();

// Copies plain bytes and says how many: all, or those before the block with another one.
std::size_t copy_plain(std::string_view text, char* out, const BertRules& rules) {
  constexpr std::size_t kBlock = 32;
  const unsigned char capitals = rules.lowercase ? 26 : 0;
  const unsigned char blank = rules.clean_text ? ' ' : 0;
  std::size_t done = 0;
  for (; done + kBlock <= text.size(); done += kBlock) {
    const char* in = text.data() + done;
    unsigned char odd = 0;
    for (std::size_t i = 0; i < kBlock;
         ++i) {  // without branches: the compiler makes vectors of it
      const auto c = static_cast<unsigned char>(in[i]);
      const bool space = c == '\t' || c == '\n' || c == '\r';
      odd |= static_cast<unsigned char>(!space && static_cast<unsigned char>(c - 0x20) >= 0x5F);
      const auto low = static_cast<unsigned char>(c - 'A') < capitals ? 0x20 : 0;
      out[done + i] = static_cast<char>(space && blank != 0 ? blank : c | low);
    }
    if (odd != 0) return done;
  }
  for (; done < text.size(); ++done) {
    const auto c = static_cast<unsigned char>(text[done]);
    if (!kPlain[c]) return done;
    const auto low = static_cast<unsigned char>(c - 'A') < capitals ? 0x20 : 0;
    out[done] = static_cast<char>(c < 0x20 && blank != 0 ? blank : c | low);
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
  const auto most = text.size() * kGrowth + sizeof(Character::text);
  if (out.room.size() < most) out.room.resize(most);
  char* const bytes = out.room.data();
  const auto plain = copy_plain(text, bytes, rules_);
  out.identity = plain == text.size();
  out.size = plain;
  if (out.identity) return;
  if (out.from.size() < most) {
    out.from.resize(most);
    out.to.resize(most);
  }
  std::size_t size = plain;
  for (std::size_t i = 0; i < plain; ++i) {
    out.from[i] = static_cast<std::uint32_t>(i);
    out.to[i] = static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t at = plain; at < text.size();) {
    const auto decoded = decode_well_formed(text.data() + at);
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
  out.size = size;
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
  out.room.clear();
  out.from.clear();
  out.to.clear();
  for (const auto& character : characters) {
    for (const char32_t c :
         rules_.lowercase ? bert_lower(character.c) : std::u32string{character.c}) {
      append_utf8(out.room, c);
    }
    out.from.resize(out.room.size(), character.from);
    out.to.resize(out.room.size(), character.to);
  }
  out.size = out.room.size();
}

}  // namespace heed
