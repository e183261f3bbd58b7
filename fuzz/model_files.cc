// The small files of a model's folder: each is refused as bad_input, or says what it can be held
// to.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "heed/base/error.h"
#include "heed/model/classifier_config.h"
#include "heed/model/config.h"
#include "heed/model/word_vocabulary.h"

namespace {

template <class Read>
void refused_or_read(Read read) {
  try {
    read();
  } catch (const heed::Error& error) {
    if (error.failure != heed::Failure::bad_input) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  const std::string text(reinterpret_cast<const char*>(data), size);
  refused_or_read([&] {
    const auto config = parse_bert_config(text, "fuzz");
    if (config.heads < 1 || config.width % config.heads != 0) std::abort();
    const auto again = to_config_json(config);
    if (to_config_json(parse_bert_config(again, "fuzz")) != again) std::abort();
  });
  refused_or_read([&] {
    const auto config = parse_classifier_config(text, "fuzz");
    if (config.labels.size() < 2) std::abort();
    if (parse_classifier_config(to_json_text(config), "fuzz") != config) std::abort();
  });
  if (const auto vocabulary = WordVocabulary::parse(text, "fuzz")) {
    for (const auto id : vocabulary->encode(text, 100).ids) {
      if (id < 0 || id >= vocabulary->size()) std::abort();
    }
  }
  return 0;
}
