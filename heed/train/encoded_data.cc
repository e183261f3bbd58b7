#include "heed/train/encoded_data.h"

#include <algorithm>

#include "heed/base/threads.h"

namespace heed {

std::vector<std::int32_t> EncodedData::lengths() const {
  std::vector<std::int32_t> out;
  out.reserve(size());
  for (const auto& text : texts) out.push_back(static_cast<std::int32_t>(text.ids.size()));
  return out;
}

std::size_t EncodedData::cut() const {
  return static_cast<std::size_t>(
      std::count_if(texts.begin(), texts.end(), [](const auto& t) { return t.cut; }));
}

EncodedData encode_texts(const Classifier& classifier, std::span<const std::string> texts,
                         std::vector<std::int32_t> labels) {
  require(labels.empty() || labels.size() == texts.size(), "each text has one label");
  EncodedData out{std::vector<EncodedText>(texts.size()), std::move(labels)};
  parallel_for(texts.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) out.texts[i] = classifier.encode(texts[i]);
  });
  return out;
}

void TokenBatch::assign(const EncodedData& data, const Items& items) {
  ids.clear();
  labels.clear();
  words.clear();
  offsets.assign(1, 0);
  for (const auto item : items) {
    const auto& text = data.texts[item].ids;
    ids.insert(ids.end(), text.begin(), text.end());
    words.insert(words.end(), data.texts[item].words.begin(), data.texts[item].words.end());
    offsets.push_back(static_cast<std::int32_t>(ids.size()));
    if (!data.labels.empty()) labels.push_back(data.labels[item]);
  }
}

}  // namespace heed
