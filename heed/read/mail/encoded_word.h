// Encoded words (RFC 2047), in which headers hold what is not ASCII:
//
//   =?UTF-8?B?WsO8cmljaCBuZQ==?= =?UTF-8?B?d3MgdW5kIFdldHRlcg==?=      Zürich news und Wetter
//   =?iso-8859-1?Q?It=92s?=                                             It’s
//
// Programs part a long text anywhere, often within a character, so that neighbours of one charset
// are one text; and they name charsets as carelessly as pages do. GMime, which reads headers for
// us, knows neither, and loses the last letter of Base64 without padding.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// The header with each run of words of one charset as one word in UTF-8; all else as it is.
std::string with_words_in_utf8(std::string_view header);

}  // namespace heed::read
