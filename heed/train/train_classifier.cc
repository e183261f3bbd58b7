#include "heed/train/train_classifier.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/model/registry.h"
#include "heed/train/calibration.h"
#include "heed/train/dataset.h"
#include "heed/train/prediction.h"

namespace heed {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCheckpoint = "checkpoint.safetensors";
constexpr int kMinCount = 2, kMaxWords = 30000;  // of the vocabulary
constexpr double kHeldBack = 0.1;

struct Data {
  Dataset train, dev;
  std::vector<std::string> labels;
};

Data read_data(const TrainRequest& request) {
  Data data;
  data.train = read_dataset(request.train).take();
  data.labels = label_names(data.train);
  if (data.labels.size() < 2) {
    throw Error(Failure::bad_input, "all items have the label \"" + data.labels[0] + "\"",
                request.train.string(), "add items of at least one other label");
  }
  if (request.dev) {
    data.dev = read_dataset(*request.dev).take();
  } else {
    data.dev = split_off(data.train, kHeldBack, request.seed);
    if (data.dev.size() == 0) {
      throw Error(Failure::bad_input, "there are too few items to hold some back",
                  request.train.string(), "add items, or give others with --dev");
    }
  }
  return data;
}

ClassifierConfig config_for(const TrainRequest& request, EncoderKind kind, const Data& data) {
  ClassifierConfig config;
  config.encoder = kind;
  config.pool = request.pool.value_or(PoolKind::attention);
  config.attention =
      request.attention.value_or(kind == EncoderKind::lstm ? PoolScore::additive : PoolScore::dot);
  config.labels = data.labels;
  const bool loaded = kind == EncoderKind::bert || kind == EncoderKind::fixed;
  const double usual = loaded                             ? -1.0  // its own
                       : kind == EncoderKind::transformer ? 0.1
                                                          : 0.3;
  config.dropout = static_cast<float>(request.dropout.value_or(usual));
  if (kind == EncoderKind::cnn) config.hidden = 100;
  config.frozen = request.freeze || kind == EncoderKind::lexical;
  return config;
}

Recipe recipe_for(const TrainRequest& request, EncoderKind kind) {
  Recipe recipe;
  if (kind == EncoderKind::bert) {
    recipe.epochs = request.freeze ? 10 : 3;
    recipe.rate = request.freeze ? 3e-3 : 5e-5;
  }
  if (kind == EncoderKind::fixed || kind == EncoderKind::lexical) {
    recipe.epochs = 10;
    recipe.rate = kind == EncoderKind::lexical ? 3e-2 : 3e-3;
  }
  if (request.max_steps > 0) recipe.epochs = 0;  // the steps rule
  recipe.epochs = request.epochs.value_or(recipe.epochs);
  recipe.batch = request.batch.value_or(recipe.batch);
  recipe.accumulate = request.accumulate.value_or(1);
  recipe.rate = request.rate.value_or(recipe.rate);
  recipe.max_steps = request.max_steps;
  recipe.seed = request.seed;
  recipe.precision = request.precision;
  return recipe;
}

Classifier make_classifier(const TrainRequest& request, const Data& data) {
  for (const auto kind :
       {EncoderKind::cnn, EncoderKind::lstm, EncoderKind::transformer, EncoderKind::lexical}) {
    if (request.encoder != name(kind)) continue;
    return Classifier(config_for(request, kind, data),
                      WordVocabulary::build(data.train.texts, kMinCount, kMaxWords), request.seed);
  }
  const auto folder = model_folder(request.encoder);
  if (fs::exists(request.out) && fs::equivalent(folder, request.out)) {
    throw Error(Failure::usage, "that is the encoder's own folder", "--out",
                "choose another, so that the encoder stays as it is");
  }
  return Classifier(config_for(request, EncoderKind::bert, data), folder, request.seed);
}

// What must be equal for a checkpoint to be taken up.
std::string settings_of(const Classifier& classifier, const Recipe& recipe, const Data& data) {
  auto settings = Json::parse(to_json_text(classifier.config()));
  settings["parameters"] = classifier.parameters().count();
  if (!classifier.encoder_folder().empty()) {
    settings["encoder's weights"] = model_fingerprint(classifier.encoder_folder());
  }
  settings["epochs"] = recipe.epochs;
  settings["batch"] = recipe.batch;
  settings["accumulate"] = recipe.accumulate;
  settings["lr"] = recipe.rate;
  settings["max_steps"] = recipe.max_steps;
  settings["seed"] = recipe.seed;
  settings["precision"] = recipe.precision == Precision::f32 ? "f32" : "bf16";
  settings["training data"] = std::to_string(fingerprint(data.train));
  settings["development data"] = std::to_string(fingerprint(data.dev));
  return settings.dump();
}

EncodedData encode(const Classifier& classifier, const Dataset& data, const TrainHooks& hooks) {
  auto out =
      encode_texts(classifier, data.texts, label_ids(data, classifier.config().labels).take());
  if (out.cut() > 0 && hooks.notice) {
    hooks.notice(std::to_string(out.cut()) + " of " + std::to_string(out.size()) + " texts of " +
                 data.source + " are cut at " + std::to_string(classifier.config().max_tokens) +
                 " tokens");
  }
  return out;
}

void make_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem || !fs::is_directory(folder)) {
    throw Error(Failure::storage, "the folder can't be made", folder.string(),
                "choose another with --out");
  }
}

// Temperature scaling on dev, then what the report says of dev.
void calibrate(Classifier& classifier, const EncodedData& dev, TrainReport& report) {
  const auto logits = predict(classifier, dev).logits;
  const auto classes = classifier.classes();
  classifier.set_temperature(1);
  report.ece_before = calibration_error(dev.labels, probabilities(classifier, logits));
  report.temperature = fit_temperature(logits, dev.labels, classes);
  classifier.set_temperature(report.temperature);
  const auto scaled = probabilities(classifier, logits);
  report.ece_after = calibration_error(dev.labels, scaled);
  std::vector<std::int32_t> called;
  for (std::size_t i = 0; i < dev.size(); ++i) called.push_back(scaled.likeliest(i));
  const auto metrics = measure(dev.labels, called, classes);
  report.dev_accuracy = metrics.accuracy;
  report.dev_macro_f1 = metrics.macro_f1;
}

void write_classifier(Classifier& classifier, const EncodedData& dev, const Training& training,
                      const fs::path& folder, TrainReport& report) {
  calibrate(classifier, dev, report);
  classifier.save(folder);
  write_file(folder / "learning_curve.svg", to_svg(training.state().curve));
}

}  // namespace

TrainReport train_classifier(const TrainRequest& request, const TrainHooks& hooks) {
  const auto begin = std::chrono::steady_clock::now();
  const auto data = read_data(request);
  auto classifier = make_classifier(request, data);
  const auto recipe = recipe_for(request, classifier.config().encoder);
  const auto train = encode(classifier, data.train, hooks),
             dev = encode(classifier, data.dev, hooks);
  make_folder(request.out);
  const auto checkpoint = request.out / kCheckpoint;
  if (request.restart) fs::remove(checkpoint);

  Training training(classifier, train, dev, recipe, checkpoint,
                    settings_of(classifier, recipe, data));
  if (training.resume() && hooks.notice) {
    hooks.notice("going on from step " + std::to_string(training.state().step) + " of " +
                 std::to_string(training.steps()));
  }
  TrainReport report;
  try {
    report.finished = training.run(hooks.training);
    if (report.finished) write_classifier(classifier, dev, training, request.out, report);
  } catch (const Error&) {
    if (training.state().best_step > 0) {
      write_classifier(classifier, dev, training, request.out, report);
    }
    throw;
  }
  if (report.finished) fs::remove(checkpoint);
  report.labels = data.labels;
  report.parameters = classifier.parameters().count();
  report.trainable_parameters = classifier.parameters().trainable_count();
  report.steps = training.state().step;
  report.epochs = training.state().epoch;
  report.train_loss = training.state().last_loss;
  report.samples_per_second = training.samples_per_second();
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return report;
}

}  // namespace heed
