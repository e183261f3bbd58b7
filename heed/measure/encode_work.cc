// encode PRECISION BATCH LENGTH: MiniLM over random ids of one length, counted in texts.
// texts PRECISION FILE: tokenize and encode the lines of a file, counted in texts.
#include <map>
#include <memory>

#include "heed/base/files.h"
#include "heed/base/random.h"
#include "heed/measure/work.h"
#include "heed/model/embedder.h"
#include "heed/model/registry.h"
#include "heed/text/tokenizer.h"

namespace heed::measure {
namespace {

Precision precision(const std::string& name) {
  return std::map<std::string, Precision>{
      {"f32", Precision::f32}, {"bf16", Precision::bf16}, {"int8", Precision::int8}}
      .at(name);
}

struct State {
  State(const std::string& model, const std::string& name)
      : embedder(model_folder(model), precision(name)) {}

  Embedder embedder;
  std::vector<std::int32_t> ids, offsets = {0};
  std::vector<float> out;
  EmbedOptions options;

  void add(std::span<const std::int32_t> more) {
    ids.insert(ids.end(), more.begin(), more.end());
    offsets.push_back(static_cast<std::int32_t>(ids.size()));
  }
  void clear() {
    ids.clear();
    offsets = {0};
  }
  void encode() {
    out.resize((offsets.size() - 1) * static_cast<std::size_t>(embedder.width()));
    embedder.encode(ids, Ragged{offsets}, options, out);
  }
};

}  // namespace

Work encode_work(const std::vector<std::string>& arguments, const std::string& model) {
  auto state = std::make_shared<State>(model, arguments.at(0));
  const std::size_t batch = std::stoul(arguments.at(1)), length = std::stoul(arguments.at(2));
  const auto vocabulary = static_cast<std::uint64_t>(state->embedder.bert().config.vocab_size);
  Random random(0);
  for (std::size_t i = 0; i < batch; ++i) {
    std::vector<std::int32_t> item(length);
    for (auto& id : item) id = static_cast<std::int32_t>(random.below(vocabulary));
    state->add(item);
  }
  return {static_cast<double>(batch), [state] { state->encode(); }};
}

Work texts_work(const std::vector<std::string>& arguments) {
  auto state = std::make_shared<State>("minilm", arguments.at(0));
  const auto tokenizer = std::make_shared<Tokenizer>(Tokenizer::open(model_folder("minilm")));
  const auto lines = std::make_shared<std::vector<std::string>>(lines_of(arguments.at(1)));
  return {static_cast<double>(lines->size()), [=] {
            state->clear();
            Encoding encoding;
            for (const auto& line : *lines) {
              tokenizer->encode(line, encoding, 512);
              state->add(encoding.ids);
            }
            state->encode();
          }};
}

}  // namespace heed::measure
