#include "heed/model/static.h"

#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/base/threads.h"
#include "heed/kernel/table.h"
#include "heed/model/safetensors.h"
#include "heed/model/unit_length.h"

namespace heed {
namespace {

constexpr std::size_t kTextsAtOnce = 256;
constexpr const char* kRows = "embeddings";

}  // namespace

StaticEncoder::StaticEncoder(const std::filesystem::path& folder)
    : tokenizer_(Tokenizer::open(folder)) {
  const Safetensors file(folder / "model.safetensors");
  const auto* tensor = file.find(kRows);
  if (tensor == nullptr || tensor->shape.size() != 2 || tensor->shape[1] < 1 ||
      tensor->shape[0] < static_cast<std::int64_t>(tokenizer_.vocabulary())) {
    throw Error(Failure::bad_input, "there are no embeddings for the tokenizer's vocabulary",
                file.path().string(), "make it again with `heed model distill`");
  }
  width_ = static_cast<std::size_t>(tensor->shape[1]);
  rows_ = file.read(*tensor);
}

void StaticEncoder::encode(std::span<const std::string_view> texts, std::span<float> out) const {
  require(out.size() == texts.size() * width_, "out has a row for each text");
  const auto& kernels = kernel::kernels();
  parallel_for(texts.size(), kTextsAtOnce, [&](std::size_t begin, std::size_t end) {
    Encoding encoding;
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = out.subspan(i * width_, width_);
      std::fill(row.begin(), row.end(), 0.0f);
      tokenizer_.encode(texts[i], encoding);
      for (const auto id : encoding.ids) {
        kernels.add(row.data(), rows_.data() + static_cast<std::size_t>(id) * width_, row.data(),
                    width_);
      }
      scale_to_one(row);
    }
  });
}

}  // namespace heed
