#include "heed/train/training.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "heed/tensor/ops/losses.h"
#include "heed/train/calibration.h"
#include "heed/train/checkpoint.h"
#include "heed/train/prediction.h"

namespace heed {
namespace {

constexpr double kSaveEvery = 30;     // seconds
constexpr std::int64_t kUntimed = 2;  // steps at the start

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Adam::Options adam_options(const Recipe& recipe) {
  Adam::Options options;
  options.decay = static_cast<float>(recipe.decay);
  return options;
}

std::int64_t steps_per_epoch(std::size_t items, const Recipe& recipe) {
  const auto batches = (items + recipe.batch - 1) / recipe.batch;
  return static_cast<std::int64_t>((batches + recipe.accumulate - 1) / recipe.accumulate);
}

Schedule schedule_of(std::size_t items, const Recipe& recipe) {
  Schedule out;
  out.shape = Schedule::Shape::linear;
  out.total = recipe.epochs * steps_per_epoch(items, recipe);
  if (recipe.max_steps > 0) out.total = std::min(out.total, recipe.max_steps);
  out.warmup = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(recipe.warmup * static_cast<double>(out.total)));
  return out;
}

// Epochs that were not asked for: as many as the steps that were need.
Recipe completed(Recipe recipe, std::size_t items) {
  if (recipe.epochs > 0) return recipe;
  require(recipe.max_steps > 0, "a recipe has epochs or steps");
  const auto each = steps_per_epoch(items, recipe);
  recipe.epochs = static_cast<int>((recipe.max_steps + each - 1) / each);
  recipe.patience = std::numeric_limits<int>::max();
  return recipe;
}

}  // namespace

Training::Training(Classifier& classifier, const EncodedData& train, const EncodedData& dev,
                   Recipe recipe, std::filesystem::path checkpoint, std::string settings)
    : classifier_(classifier),
      train_(train),
      dev_(dev),
      recipe_(completed(recipe, train.size())),
      checkpoint_(std::move(checkpoint)),
      settings_(std::move(settings)),
      lengths_(train.lengths()),
      adam_(classifier.parameters(), adam_options(recipe)),
      schedule_(schedule_of(train.size(), recipe_)),
      pass_(Pass::Mode::train, recipe.seed, recipe.precision),
      begun_at_(now()) {
  if (classifier.config().frozen) classifier.freeze_encoder();
  classifier.parameters().want_gradients();
}

bool Training::resume() {
  if (!std::filesystem::exists(checkpoint_)) return false;
  read_checkpoint(checkpoint_, settings_, classifier_.parameters(), adam_, state_, best_);
  return true;
}

bool Training::finished() const {
  return state_.step >= schedule_.total || state_.stale >= recipe_.patience;
}

bool Training::run(const TrainingHooks& hooks) {
  if (classifier_.config().frozen) {
    train_features_.emplace(classifier_, train_);
    dev_features_.emplace(classifier_, dev_);
  }
  while (!finished()) {
    const auto batches = epoch_batches(lengths_, recipe_.batch, recipe_.seed, state_.epoch);
    const auto count = static_cast<std::int64_t>(batches.size());
    while (state_.batch < count && state_.step < schedule_.total) {
      const double begin = now();
      const auto outcome = step(batches);
      auto& timed = ++own_steps_ > kUntimed ? later_steps_ : first_steps_;
      timed.seconds += now() - begin;
      timed.items += outcome.items;
      report(hooks, nullptr);
      if (hooks.stop && hooks.stop()) {
        save();
        return false;
      }
    }
    evaluate();
    report(hooks, &state_.curve.dev.back());
    save();
  }
  restore_best();
  return true;
}

Training::Outcome Training::step(const std::vector<Items>& batches) {
  Outcome sum;
  int taken = 0;
  classifier_.parameters().zero_gradients();
  for (; taken < recipe_.accumulate; ++taken) {
    const auto at = static_cast<std::size_t>(state_.batch + taken);
    if (at == batches.size()) break;
    const auto seed =
        recipe_.seed + 0x9e3779b97f4a7c15 *
                           static_cast<std::uint64_t>(state_.step * recipe_.accumulate + taken + 1);
    const auto one = forward_backward(batches[at], seed);
    if (!std::isfinite(one.loss)) diverged("the loss is not a number");
    sum.loss += one.loss;
    sum.right += one.right;
    sum.items += one.items;
  }
  if (taken > 1) classifier_.parameters().scale_gradients(1.0f / static_cast<float>(taken));
  const double norm = classifier_.parameters().clip_gradients(recipe_.clip);
  if (!std::isfinite(norm)) diverged("the gradient is not a number");
  if (now() - saved_at_ > kSaveEvery) save();
  adam_.step(static_cast<float>(recipe_.rate * schedule_.factor(state_.step + 1)));
  ++state_.step;
  state_.batch += taken;
  state_.loss += sum.loss;
  state_.right += sum.right;
  state_.items += sum.items;
  state_.curve.training.push_back({state_.step, sum.loss / static_cast<double>(sum.items)});
  return sum;
}

Training::Outcome Training::forward_backward(const Items& items, std::uint64_t seed) {
  batch_.assign(train_, items);
  pass_.reset(seed);
  const Tensor features = train_features_ ? train_features_->rows(pass_, classifier_, batch_, items)
                                          : classifier_.features(pass_, batch_.input());
  const auto logits = classifier_.head(pass_, features, batch_.items()).logits;
  CrossEntropy options;
  options.label_smoothing = static_cast<float>(recipe_.smoothing);
  const Tensor loss = cross_entropy(pass_, logits, batch_.labels, options);
  pass_.backward(loss);
  Outcome out;
  out.items = static_cast<std::int64_t>(items.size());
  out.loss = static_cast<double>(loss.data[0]) * static_cast<double>(out.items);
  for (std::int64_t i = 0; i < logits.rows(); ++i) {
    const float* row = logits.row(i);
    out.right += std::max_element(row, row + logits.cols()) - row == batch_.labels[i] ? 1 : 0;
  }
  return out;
}

void Training::evaluate() {
  const auto logits =
      predict(classifier_, dev_, false, dev_features_ ? &*dev_features_ : nullptr).logits;
  const Probabilities plain{classifier_.classes(), logits};
  std::int64_t right = 0;
  for (std::size_t i = 0; i < dev_.size(); ++i) right += plain.likeliest(i) == dev_.labels[i];
  const double accuracy = static_cast<double>(right) / static_cast<double>(dev_.size());
  const double loss = negative_log_likelihood(logits, dev_.labels, classifier_.classes(), 1);
  if (!std::isfinite(loss)) diverged("the loss on the development set is not a number");
  state_.curve.dev.push_back({state_.step, loss, accuracy});
  state_.last_loss = state_.loss / static_cast<double>(std::max<std::int64_t>(1, state_.items));
  state_.loss = 0;
  state_.right = state_.items = 0;
  state_.batch = 0;
  ++state_.epoch;
  const bool better = accuracy > state_.best_accuracy ||
                      (accuracy == state_.best_accuracy && loss < state_.best_loss);
  if (!better) {
    ++state_.stale;
    return;
  }
  state_.best_accuracy = accuracy;
  state_.best_loss = loss;
  state_.best_step = state_.step;
  state_.stale = 0;
  keep_best();
}

void Training::keep_best() {
  best_.resize(classifier_.parameters().size());
  std::size_t i = 0;
  for (const auto& parameter : classifier_.parameters()) {
    const auto values = parameter.tensor.values();
    if (parameter.trainable) best_[i].assign(values.begin(), values.end());
    ++i;
  }
}

void Training::restore_best() {
  if (best_.empty()) return;
  std::size_t i = 0;
  for (auto& parameter : classifier_.parameters()) {
    std::copy(best_[i].begin(), best_[i].end(), parameter.tensor.data);
    ++i;
  }
}

void Training::save() {
  write_checkpoint(checkpoint_, settings_, classifier_.parameters(), adam_, state_, best_);
  saved_at_ = now();
}

void Training::diverged(const char* what) {
  restore_best();
  throw Error(
      Failure::bad_input, what, "step " + std::to_string(state_.step + 1),
      "train with a lower --lr and --restart; the last good state is in " + checkpoint_.string());
}

std::optional<double> Training::samples_per_second() const {
  const auto& timed = later_steps_.items > 0 ? later_steps_ : first_steps_;
  if (timed.items == 0) return std::nullopt;
  return static_cast<double>(timed.items) / timed.seconds;
}

void Training::report(const TrainingHooks& hooks, const LearningCurve::Evaluation* dev) const {
  if (!hooks.progress) return;
  const auto items = static_cast<double>(std::max<std::int64_t>(1, state_.items));
  const double per_step =
      (now() - begun_at_) / static_cast<double>(std::max<std::int64_t>(1, own_steps_));
  hooks.progress({dev != nullptr ? state_.epoch : state_.epoch + 1, recipe_.epochs, state_.step,
                  schedule_.total, dev != nullptr ? state_.last_loss : state_.loss / items,
                  dev != nullptr ? dev->accuracy : static_cast<double>(state_.right) / items,
                  samples_per_second().value_or(0),
                  per_step * static_cast<double>(schedule_.total - state_.step), dev});
}

}  // namespace heed
