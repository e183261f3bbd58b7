// How long reading takes. Words a minute for scripts that part words, characters a minute for those
// that don't; silent reading of non-fiction, Brysbaert, "How many words do we read per minute?"
// (2019): 238 words of English; other languages in proportion after Trauzettel-Klosinski and Dietz,
// "Standardized assessment of reading performance: IReST" (2012).
#pragma once

#include <cstddef>
#include <string_view>

namespace heed::read {

struct Length {
  std::size_t words = 0;       // in scripts that part words
  std::size_t characters = 0;  // Chinese and Japanese letters; Thai, Lao, Khmer, Burmese ones
};

Length measure(std::string_view text);

// `language` is a BCP 47 tag, or ""; `pace` is the person's speed beside the average (1). At least
// a tenth of a minute for any text, 0 for none.
double reading_minutes(std::string_view text, std::string_view language, double pace = 1.0);

}  // namespace heed::read
