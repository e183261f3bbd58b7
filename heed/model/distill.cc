#include <algorithm>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/threads.h"
#include "heed/model/embedder.h"
#include "heed/model/principal.h"
#include "heed/model/safetensors.h"
#include "heed/model/staged_folder.h"
#include "heed/model/static.h"

namespace heed {
namespace {

constexpr std::size_t kEntriesAtOnce = 1024;

// Entries that stand for no text: unused ones, and the marks around and in it.
bool is_mark(std::string_view token) {
  return token.empty() || (token.size() > 2 && token.front() == '[' && token.back() == ']');
}

// The mean hidden states of each entry alone, [entries, width].
std::vector<float> encode_entries(const Embedder& model, const Tokenizer& tokenizer,
                                  std::span<const std::int32_t> entries,
                                  const std::function<void(double)>& progress) {
  const auto width = static_cast<std::size_t>(model.width());
  std::vector<float> rows(entries.size() * width);
  EmbedOptions options;
  options.normalize = false;
  for (std::size_t at = 0; at < entries.size(); at += kEntriesAtOnce) {
    const auto part = entries.subspan(at, std::min(kEntriesAtOnce, entries.size() - at));
    std::vector<std::int32_t> ids, offsets = {0};
    for (const auto entry : part) {
      ids.insert(ids.end(), tokenizer.before().begin(), tokenizer.before().end());
      ids.push_back(entry);
      ids.insert(ids.end(), tokenizer.after().begin(), tokenizer.after().end());
      offsets.push_back(static_cast<std::int32_t>(ids.size()));
    }
    model.encode(ids, Ragged{offsets}, options,
                 std::span(rows).subspan(at * width, part.size() * width));
    progress(static_cast<double>(at + part.size()) / static_cast<double>(entries.size()));
  }
  return rows;
}

// Projects rows and weighs them by their entry's rarity; marks stay zero. [vocabulary, kept]
std::vector<float> project(std::span<const float> rows, const Principal& principal,
                           std::span<const std::int32_t> entries, std::size_t vocabulary,
                           double smoothing) {
  const auto width = principal.mean.size();
  const auto kept = principal.variances.size();
  double harmonic = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) harmonic += 1 / static_cast<double>(i + 2);
  std::vector<float> out(vocabulary * kept);
  parallel_for(entries.size(), 256, [&](std::size_t begin, std::size_t end) {
    std::vector<float> centred(width);
    for (std::size_t i = begin; i < end; ++i) {
      const double p = 1 / static_cast<double>(i + 2) / harmonic;
      const auto weight = static_cast<float>(smoothing / (smoothing + p));
      for (std::size_t j = 0; j < width; ++j) centred[j] = rows[i * width + j] - principal.mean[j];
      for (std::size_t k = 0; k < kept; ++k) {
        const float* direction = principal.directions.data() + k * width;
        float sum = 0;
        for (std::size_t j = 0; j < width; ++j) sum += centred[j] * direction[j];
        out[static_cast<std::size_t>(entries[i]) * kept + k] = weight * sum;
      }
    }
  });
  return out;
}

void write(const std::filesystem::path& from, const std::filesystem::path& folder,
           std::span<const float> rows, std::size_t vocabulary, const DistillOptions& options) {
  for (const auto* name : {"tokenizer.json", "vocab.txt", "tokenizer_config.json"}) {
    if (std::filesystem::exists(from / name)) {
      std::filesystem::copy_file(from / name, folder / name);
    }
  }
  const Json config = {{"model_type", "heed-static"},
                       {"hidden_size", options.width},
                       {"vocab_size", vocabulary},
                       {"smoothing", options.smoothing}};
  write_file(folder / "config.json", config.dump(2) + "\n");
  const TensorToStore tensor = {
      "embeddings",
      {static_cast<std::int64_t>(vocabulary), static_cast<std::int64_t>(options.width)},
      rows};
  write_safetensors(folder / "model.safetensors", {&tensor, 1});
}

}  // namespace

void distill(const std::filesystem::path& from, const std::filesystem::path& to,
             const DistillOptions& options, const std::function<void(double)>& progress) {
  const Embedder model(from);
  const auto tokenizer = Tokenizer::open(from);
  const auto width = static_cast<std::size_t>(model.width());
  if (options.width < 1 || options.width > width) {
    throw Error(Failure::bad_input, "the width is more than the model's " + std::to_string(width),
                "--width", "choose a smaller one");
  }
  StagedFolder staged(to);
  const auto vocabulary =
      std::min(tokenizer.vocabulary(), static_cast<std::size_t>(model.bert().config.vocab_size));
  std::vector<std::int32_t> entries;
  for (std::size_t id = 0; id < vocabulary; ++id) {
    const auto entry = static_cast<std::int32_t>(id);
    if (!is_mark(tokenizer.token(entry))) entries.push_back(entry);
  }
  if (entries.empty()) {
    throw Error(Failure::bad_input, "the vocabulary holds only marks", from.string(),
                "use another model");
  }
  const auto rows = encode_entries(model, tokenizer, entries, progress);
  const auto principal = principal_components(rows, width, options.width);
  write(from, staged.path(),
        project(rows, principal, entries, tokenizer.vocabulary(), options.smoothing),
        tokenizer.vocabulary(), options);
  StaticEncoder check(staged.path());
  staged.commit();
}

}  // namespace heed
