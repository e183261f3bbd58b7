// Training a classifier: AdamW, a linear warm-up and decline, dropout, clipped gradients, early
// stopping on the development set. Every random choice follows from the seed and the step, so that
// a training that was interrupted, at any step and in any way, ends with the same bits as one that
// was not.
//
// The life of a step: batch → forward → loss → backward → (checkpoint, if one is due) → update. A
// checkpoint is written only once the loss at its weights is known to be a number.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heed/nn/optimizer.h"
#include "heed/nn/schedule.h"
#include "heed/train/encoded_data.h"
#include "heed/train/frozen_features.h"
#include "heed/train/learning_curve.h"

namespace heed {

struct Recipe {
  int epochs = 5;  // 0: as many as max_steps need, without early stopping
  int batch = 32;
  int accumulate = 1;          // batches for each step
  double rate = 1e-3;          // the highest learning rate
  double warmup = 0.1;         // share of the steps
  double decay = 0.01;         // of weights, not of biases and norms
  double clip = 1.0;           // the longest gradient
  double smoothing = 0;        // of labels
  std::int64_t max_steps = 0;  // 0: as many as the epochs have
  int patience = 3;            // epochs without a better dev accuracy before it ends
  std::uint64_t seed = 0;
  Precision precision = Precision::f32;  // of products; weights and their means stay float32
};

struct TrainingState {
  int epoch = 0;           // complete ones
  std::int64_t batch = 0;  // batches of this epoch that were trained on
  std::int64_t step = 0;   // updates made
  double loss = 0;         // of this epoch, summed over its items …
  std::int64_t right = 0, items = 0;
  double last_loss = 0;  // mean of the last epoch that ended, complete or not
  double best_accuracy = -1, best_loss = 0;
  std::int64_t best_step = 0;
  int stale = 0;  // epochs since the best
  LearningCurve curve;
};

struct Progress {
  int epoch, epochs;
  std::int64_t step, steps;
  double loss, accuracy;  // of this epoch so far
  double texts_per_second, seconds_left;
  const LearningCurve::Evaluation* dev;  // after an epoch; else null
};

struct TrainingHooks {
  std::function<void(const Progress&)> progress;
  std::function<bool()> stop;  // asked after each step: true keeps a checkpoint and ends
};

class Training {
 public:
  // `checkpoint` names the file to keep; `settings` must be equal for it to be taken up again. All
  // outlive this.
  Training(Classifier& classifier, const EncodedData& train, const EncodedData& dev, Recipe recipe,
           std::filesystem::path checkpoint, std::string settings);

  // Takes up the checkpoint, if there is one: true. Throws bad_input where it belongs to another
  // architecture, data or recipe.
  bool resume();

  // Trains to the end and leaves the classifier with the weights that were best on dev: true; or
  // false where the stop hook said so, with a checkpoint. Throws bad_input, naming the step, where
  // the loss is not a number; if an epoch was evaluated by then, the classifier has its best
  // weights (see state().best_step), and the last good checkpoint is kept.
  bool run(const TrainingHooks& hooks);

  const TrainingState& state() const { return state_; }
  std::int64_t steps() const { return schedule_.total; }
  // Texts per second over this process's steps but the first two, over these where there are no
  // others; nothing before the first.
  std::optional<double> samples_per_second() const;

 private:
  struct Outcome {
    double loss = 0;
    std::int64_t right = 0, items = 0;
  };

  bool finished() const;
  Outcome step(const std::vector<Items>& batches);
  Outcome forward_backward(const Items& items, std::uint64_t seed);
  void update();
  void evaluate();
  void keep_best();
  void restore_best();
  void save();
  void report(const TrainingHooks& hooks, const LearningCurve::Evaluation* dev) const;
  [[noreturn]] void diverged(const char* what);

  Classifier& classifier_;
  const EncodedData &train_, &dev_;
  Recipe recipe_;
  std::filesystem::path checkpoint_;
  std::string settings_;
  std::vector<std::int32_t> lengths_;
  Adam adam_;
  Schedule schedule_;
  Pass pass_;
  TokenBatch batch_;
  std::optional<FrozenFeatures> train_features_, dev_features_;
  TrainingState state_;
  std::vector<std::vector<float>> best_;  // of each parameter; empty before the first evaluation
  struct Timed {
    double seconds = 0;
    std::int64_t items = 0;
  };
  Timed first_steps_, later_steps_;
  double saved_at_ = -1e9, begun_at_;
  std::int64_t own_steps_ = 0;
};

}  // namespace heed
