// Encoded words (RFC 2047), in which headers hold what is not ASCII:
//
//   =?UTF-8?B?WsO8cmljaCBuZQ==?= =?UTF-8?B?d3MgdW5kIFdldHRlcg==?=      Zürich news und Wetter
//
// Programs part a long text anywhere, often within a character, so that neighbours of one charset
// are one text. GMime, which reads them for us, joins them before it decodes Base64, and stops at
// the padding that ends the first.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// The header with each run of Base64 words of one charset as one word; all else as it is.
std::string join_encoded_words(std::string_view header);

}  // namespace heed::read
