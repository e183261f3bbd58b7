#include "heed/model/lstm_encoder.h"

namespace heed {
namespace {

constexpr float kDeviation = 0.1f;  // of first embeddings

}  // namespace

LstmEncoder::LstmEncoder(Parameters& parameters, const std::string& name, const LstmSizes& sizes,
                         float dropout)
    : width_(2 * sizes.hidden),
      dropout_{dropout},
      embedding_(parameters, name + ".embedding", sizes.vocabulary, sizes.width, kDeviation),
      lstm_(parameters, name + ".lstm", Recurrent::Kind::lstm, sizes.width, sizes.hidden, true) {}

}  // namespace heed
