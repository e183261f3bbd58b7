#include "heed/text/scripts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <optional>

#include "heed/base/utf8.h"
#include "heed/text/tokenizer.h"
#include "heed/text/words.h"

namespace heed {
namespace {

constexpr int kEntries = 1000;
constexpr std::size_t kLetters = 3;       // that one of a script without spaces says as much as
constexpr std::size_t kBeginning = 2000;  // bytes

std::size_t script_of(char32_t letter) {
  if (letter < 0x80) return USCRIPT_LATIN;
  UErrorCode status = U_ZERO_ERROR;
  const auto script = uscript_getScript(static_cast<UChar32>(letter), &status);
  return static_cast<std::size_t>(U_SUCCESS(status) != 0 ? script : USCRIPT_COMMON);
}

// visit(letter) for each.
template <class Visit>
void each_letter(std::string_view text, Visit visit) {
  while (!text.empty()) {
    if (const auto byte = static_cast<unsigned char>(text[0]); byte < 0x80) {  // most, by far
      text.remove_prefix(1);
      if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') visit(char32_t{byte});
      continue;
    }
    const auto decoded = decode_utf8(text);
    text.remove_prefix(decoded.length);
    if (u_isalpha(static_cast<UChar32>(decoded.code_point)) != 0) visit(decoded.code_point);
  }
}

}  // namespace

KnownScripts::KnownScripts(const Tokenizer& tokenizer) {
  std::vector<int> entries(USCRIPT_CODE_LIMIT);
  for (std::size_t id = 0; id < tokenizer.vocabulary(); ++id) {
    std::optional<char32_t> first;
    int letters = 0;
    each_letter(tokenizer.token(static_cast<std::int32_t>(id)), [&](char32_t letter) {
      if (letters++ == 0) first = letter;
    });
    if (first && (letters > 1 || written_without_spaces(*first))) ++entries[script_of(*first)];
  }
  known_.resize(entries.size());
  const int enough = std::min(kEntries, *std::max_element(entries.begin(), entries.end()));
  for (std::size_t script = 0; script < entries.size(); ++script) {
    known_[script] = entries[script] >= enough;
  }
}

bool KnownScripts::read(std::string_view text) const {
  std::size_t letters = 0, known = 0;
  each_letter(text.substr(0, kBeginning), [&](char32_t letter) {
    const std::size_t weight = written_without_spaces(letter) ? kLetters : 1;
    letters += weight;
    known += known_[script_of(letter)] ? weight : 0;
  });
  return 2 * known >= letters;
}

}  // namespace heed
