#include "heed/text/added_tokens.h"

#include <algorithm>
#include <cstring>

#include "heed/base/utf8.h"
#include "heed/text/bert_characters.h"

namespace heed {
namespace {

// The code point that ends at `end`, which is not 0.
std::size_t previous(std::string_view text, std::size_t end) {
  do --end;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  return end;
}

bool word_before(std::string_view text, std::size_t at) {
  return at > 0 && is_word_character(decode_utf8(text.substr(previous(text, at))).code_point);
}

bool word_after(std::string_view text, std::size_t at) {
  return at < text.size() && is_word_character(decode_utf8(text.substr(at)).code_point);
}

bool is_space(std::string_view text) {
  return bert_class(decode_utf8(text).code_point) == BertClass::space;
}

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
  std::erase_if(tokens_, [](const AddedToken& token) { return token.content.empty(); });
  const auto first = [](const AddedToken& t) { return static_cast<unsigned char>(t.content[0]); };
  std::stable_sort(tokens_.begin(), tokens_.end(), [&](const AddedToken& a, const AddedToken& b) {
    return first(a) != first(b) ? first(a) < first(b) : a.content.size() > b.content.size();
  });
  for (unsigned byte = 0; byte <= 256; ++byte) {
    starts_[byte] = static_cast<std::uint32_t>(
        std::count_if(tokens_.begin(), tokens_.end(),
                      [&](const AddedToken& token) { return first(token) < byte; }));
  }
}

const AddedToken* AddedTokens::longest(std::string_view text, std::size_t at) const {
  const auto byte = static_cast<unsigned char>(text[at]);
  for (auto i = starts_[byte]; i < starts_[byte + 1u]; ++i) {
    if (text.substr(at, tokens_[i].content.size()) == tokens_[i].content) return &tokens_[i];
  }
  return nullptr;
}

void AddedTokens::find(std::string_view text, std::vector<Match>& out) const {
  out.clear();
  if (tokens_.empty()) return;
  const bool one_lead = tokens_.front().content[0] == tokens_.back().content[0];
  std::size_t free = 0;  // where the last match ended
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (one_lead) {
      const void* next = std::memchr(text.data() + at, tokens_[0].content[0], text.size() - at);
      if (next == nullptr) return;
      at = static_cast<std::size_t>(static_cast<const char*>(next) - text.data());
    }
    const auto* token = longest(text, at);
    if (token == nullptr) continue;
    std::size_t begin = at;
    std::size_t end = at + token->content.size();
    at = end - 1;
    if (token->single_word && (word_before(text, begin) || word_after(text, end))) continue;
    while (token->lstrip && begin > free && is_space(text.substr(previous(text, begin)))) {
      begin = previous(text, begin);
    }
    while (token->rstrip && end < text.size() && is_space(text.substr(end))) {
      end += decode_utf8(text.substr(end)).length;
    }
    out.push_back({token->id, begin, end});
    free = end;
  }
}

}  // namespace heed
