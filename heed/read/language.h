// Which language a text is in, told by its script and, for scripts that many languages share, by
// common words and how they are spelt (word_model.h).
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// An ISO 639-1 code ("en", "zh"), or "" where the text is too short or too mixed to tell.
std::string identify_language(std::string_view text);

// The primary language of a declared tag ("en-GB" → "en"), or, where it declares none or one that
// the text's script, a long text or one of a few clear sentences contradicts, the identified one.
std::string settle_language(std::string_view declared, std::string_view text);

}  // namespace heed::read
