#include "heed/model/word_vocabulary.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "heed/base/utf8.h"
#include "heed/text/words.h"

namespace heed {
namespace {

enum class Kind { space, word, alone };  // parts tokens; joins its neighbours; a token by itself

Kind kind_of(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (c < 0x80) {
    if ((c | 0x20) - 'a' < 26 || c - '0' < 10) return Kind::word;
    return c <= 0x20 || c == 0x7f ? Kind::space : Kind::alone;
  }
  if (u_isUWhiteSpace(code) || u_iscntrl(code)) return Kind::space;
  const bool letter = u_isalnum(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
  if (!letter) return Kind::alone;
  return c >= 0xe00 && written_without_spaces(c) ? Kind::alone : Kind::word;
}

bool joins(char32_t c) {
  return c == '\'' || c == U'\u2019';
}

// Calls found(token, begin, end) for each token of the text, in order, while it returns true.
template <class Found>
void each_token(std::string_view text, Found&& found) {
  std::string word;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, length, valid] = decode_utf8(text.substr(at));
    const auto next = at + length;
    auto kind = kind_of(code);
    if (!word.empty() && joins(code) && next < text.size() &&
        kind_of(decode_utf8(text.substr(next)).code_point) == Kind::word) {
      kind = Kind::word;  // don't, l’heure
    }
    if (kind != Kind::word && !word.empty()) {
      if (!found(word, begin, at)) return;
      word.clear();
    }
    if (kind != Kind::space) {
      if (word.empty()) begin = at;
      append_utf8(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(code))));
    }
    if (kind == Kind::alone) {
      if (!found(word, begin, next)) return;
      word.clear();
    }
    at = next;
  }
  if (!word.empty()) found(word, begin, text.size());
}

}  // namespace

void WordVocabulary::add(std::string token) {
  ids_.emplace(token, size());
  tokens_.push_back(std::move(token));
}

WordVocabulary WordVocabulary::build(std::span<const std::string> texts, int min_count,
                                     int max_size) {
  std::unordered_map<std::string, std::int64_t> counts;
  for (const auto& text : texts) {
    each_token(text, [&](const std::string& token, std::size_t, std::size_t) {
      ++counts[token];
      return true;
    });
  }
  std::vector<std::pair<std::string, std::int64_t>> kept;
  for (auto& entry : counts) {
    if (entry.second >= min_count) kept.emplace_back(entry);
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (kept.size() > static_cast<std::size_t>(max_size) - 2) kept.resize(max_size - 2);
  WordVocabulary out;
  out.add("[CLS]");
  out.add("[UNK]");
  for (auto& entry : kept) out.add(std::move(entry.first));
  return out;
}

Result<WordVocabulary> WordVocabulary::parse(std::string_view text, std::string_view where) {
  WordVocabulary out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out.add(std::string(text.substr(0, end)));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  if (out.size() < 2 || out.token(kClass) != "[CLS]" || out.token(kUnknown) != "[UNK]" ||
      out.ids_.size() != out.tokens_.size()) {
    return Error(Failure::bad_input, "this is not a list of tokens that heed wrote",
                 std::string(where), "train the model again");
  }
  return out;
}

std::string WordVocabulary::to_text() const {
  std::string out;
  for (const auto& token : tokens_) out += token + "\n";
  return out;
}

EncodedText WordVocabulary::encode(std::string_view text, std::int32_t max_tokens) const {
  EncodedText out{{kClass}, {{}}, false, {}};
  each_token(text, [&](const std::string& token, std::size_t begin, std::size_t end) {
    if (static_cast<std::int32_t>(out.ids.size()) == max_tokens) {
      out.cut = true;
      return false;
    }
    const auto found = ids_.find(token);
    out.ids.push_back(found == ids_.end() ? kUnknown : found->second);
    out.spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return true;
  });
  return out;
}

}  // namespace heed
