// The use case behind `heed classify train`: files of labelled texts in, a folder with a classifier
// out. What is not asked for has a default that fits the encoder.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heed/model/classifier_config.h"
#include "heed/train/training.h"

namespace heed {

struct TrainRequest {
  std::filesystem::path train, out;
  std::optional<std::filesystem::path> dev;  // else a tenth of each label's training items
  std::string encoder = "cnn";               // a kind, or a model's name or folder
  std::optional<PoolScore> attention;        // dot; for lstm additive
  std::optional<PoolKind> pool;              // attention
  std::optional<int> epochs, batch, accumulate;
  std::optional<double> rate, dropout;
  std::int64_t max_steps = 0;
  std::uint64_t seed = 0;
  Precision precision = Precision::f32;  // of the products: f32 or bf16
  bool freeze = false;                   // train only what stands on the encoder
  bool restart = false;                  // throw a checkpoint away
};

struct TrainReport {
  bool finished = true;  // false: stopped, with a checkpoint to take up
  std::vector<std::string> labels;
  std::int64_t parameters = 0, trainable_parameters = 0, steps = 0;
  int epochs = 0;
  double train_loss = 0;
  double dev_accuracy = 0, dev_macro_f1 = 0;
  double temperature = 1, ece_before = 0, ece_after = 0;  // on dev
  std::optional<double> samples_per_second;               // nothing where no step was left to make
  double seconds = 0;
};

struct TrainHooks {
  TrainingHooks training;
  std::function<void(const std::string&)> notice;  // one line: what a person should know
};

// Throws Error: bad_input for data that can't be trained on and for a loss that is not a number,
// not_found, storage. What lies in `out` already is only replaced by a trained classifier.
TrainReport train_classifier(const TrainRequest& request, const TrainHooks& hooks);

}  // namespace heed
