// heed classify train: labelled texts in, a folder with a classifier out.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/cli/command.h"
#include "heed/train/train_classifier.h"

namespace heed::cli {
namespace {

constexpr int kInterrupted = 130;  // as shells say it

volatile std::sig_atomic_t stop_asked = 0;

extern "C" void ask_to_stop(int) {
  stop_asked = 1;
}

template <class Value>
std::optional<Value> choice(const Arguments& arguments, std::string_view flag,
                            std::optional<Value> (*parse)(std::string_view), const char* choices) {
  if (!arguments.has(flag)) return std::nullopt;
  const auto value = parse(arguments.text(flag));
  if (!value) {
    throw Error(Failure::usage, "there is no " + arguments.text(flag), std::string(flag), choices);
  }
  return value;
}

std::optional<Precision> parse_precision(std::string_view text) {
  if (text == "f32") return Precision::f32;
  if (text == "bf16") return Precision::bf16;
  return std::nullopt;
}

TrainRequest request_from(const Context& context, const Arguments& arguments) {
  TrainRequest request;
  for (const auto* flag : {"--train", "--out"}) {
    if (!arguments.has(flag)) {
      throw Error(Failure::usage, "is missing", flag, "see heed classify train --help");
    }
  }
  request.train = arguments.text("--train");
  request.out = arguments.text("--out");
  if (arguments.has("--dev")) request.dev = arguments.text("--dev");
  request.encoder = arguments.text("--encoder", "cnn");
  request.attention = choice(arguments, "--attention", parse_pool_score,
                             "choose additive, dot, scaled, general or multihead");
  request.pool = choice(arguments, "--pool", parse_pool_kind, "choose attention, mean, max or cls");
  const auto whole = [&](const char* flag, std::int64_t high) -> std::optional<int> {
    if (!arguments.has(flag)) return std::nullopt;
    return static_cast<int>(arguments.integer(flag, 1, 1, high));
  };
  request.epochs = whole("--epochs", 10000);
  request.batch = whole("--batch", 65536);
  request.accumulate = whole("--accumulate", 65536);
  request.max_steps =
      arguments.has("--max-steps") ? arguments.integer("--max-steps", 0, 1, 1'000'000'000) : 0;
  if (arguments.has("--lr")) request.rate = arguments.number("--lr", 0, 0, 1e38);
  if (arguments.has("--dropout")) request.dropout = arguments.number("--dropout", 0, 0, 0.99);
  request.precision = choice(arguments, "--precision", parse_precision, "choose f32 or bf16")
                          .value_or(Precision::f32);
  request.seed = context.seed;
  request.freeze = arguments.has("--freeze");
  request.restart = arguments.has("--restart");
  return request;
}

// On a terminal one live line, else a line for each epoch.
class ProgressLine {
 public:
  void operator()(const Progress& p) {
    const bool live = ::isatty(STDERR_FILENO) == 1;
    const auto now = std::chrono::steady_clock::now();
    if (p.dev == nullptr && (!live || now - shown_ < std::chrono::milliseconds(200))) return;
    shown_ = now;
    const char* start = live ? "\r\x1b[K" : "";
    if (p.dev != nullptr) {
      std::fprintf(stderr, "%sepoch %d: loss %.4f · dev loss %.4f, accuracy %.2f %%\n", start,
                   p.epoch, p.loss, p.dev->loss, 100 * p.dev->accuracy);
      return;
    }
    const auto left = static_cast<long>(p.seconds_left);
    std::fprintf(stderr,
                 "%sepoch %d of %d · step %lld of %lld · loss %.4f · accuracy %.1f %% · "
                 "%.0f texts/s · %ld:%02ld left",
                 start, p.epoch, p.epochs, static_cast<long long>(p.step),
                 static_cast<long long>(p.steps), p.loss, 100 * p.accuracy, p.texts_per_second,
                 left / 60, left % 60);
  }

 private:
  std::chrono::steady_clock::time_point shown_{};
};

Json to_json(const TrainRequest& request, const TrainReport& report) {
  return {
      {"dir", request.out.string()},
      {"labels", report.labels},
      {"parameters", report.parameters},
      {"trainable_parameters", report.trainable_parameters},
      {"steps", report.steps},
      {"epochs", report.epochs},
      {"train_loss", report.train_loss},
      {"dev", {{"accuracy", report.dev_accuracy}, {"macro_f1", report.dev_macro_f1}}},
      {"samples_per_second", report.samples_per_second ? Json(*report.samples_per_second) : Json()},
      {"seconds", report.seconds}};
}

void print(const TrainRequest& request, const TrainReport& r) {
  std::printf("%s\n\n", request.out.c_str());
  std::printf("  classes      %zu\n", r.labels.size());
  std::printf("  parameters   %lld (%lld trained)\n", static_cast<long long>(r.parameters),
              static_cast<long long>(r.trainable_parameters));
  std::printf("  training     %lld steps, %d epochs, loss %.4f, %.0f texts/s, %.1f s\n",
              static_cast<long long>(r.steps), r.epochs, r.train_loss,
              r.samples_per_second.value_or(0), r.seconds);
  std::printf("  dev          accuracy %.2f %%, macro-F1 %.4f\n", 100 * r.dev_accuracy,
              r.dev_macro_f1);
  std::printf("  calibration  error %.4f, %.4f before (temperature %.3f)\n", r.ece_after,
              r.ece_before, r.temperature);
  std::printf("\nIts learning curve is in %s\n", (request.out / "learning_curve.svg").c_str());
  std::fflush(stdout);
}

int train(const Context& context, const Arguments& arguments) {
  const auto request = request_from(context, arguments);
  TrainHooks hooks;
  if (!context.quiet) {
    hooks.training.progress = ProgressLine();
    hooks.notice = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  }
  hooks.training.stop = [] { return stop_asked != 0; };
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  const auto report = train_classifier(request, hooks);
  if (!report.finished) {
    std::fprintf(stderr, "\nstopped at step %lld: the same command goes on from there\n",
                 static_cast<long long>(report.steps));
    return kInterrupted;
  }
  if (context.json) {
    std::cout << to_line(to_json(request, report)) << "\n";
  } else {
    print(request, report);
  }
  return 0;
}

}  // namespace

extern const Command kClassifyTrain = {
    "classify train",
    "Train a classifier of texts from examples",
    "Data is CSV with a header that names label and text, or JSON Lines with these fields. The\n"
    "folder given with --out is complete by itself: classify eval and classify predict need "
    "nothing\n"
    "else. It also gets a picture of the training, learning_curve.svg.\n"
    "\n"
    "  heed classify train --train news.csv --out my-model\n"
    "  heed classify train --train news.csv --dev dev.csv --out my-model --encoder lstm\n"
    "  heed classify train --train news.csv --out my-model --encoder minilm --freeze\n"
    "\n"
    "Stop it with Ctrl-C, or lose power: the same command goes on where it was and ends with the\n"
    "same numbers. A loss that is not a number ends the training and names the step.",
    {},
    {{"--train", "FILE", "labelled texts to learn from"},
     {"--dev", "FILE", "labelled texts to choose by (default: a tenth of the others)"},
     {"--out", "DIR", "the folder for the classifier"},
     {"--encoder", "NAME",
      "cnn, lstm, transformer, minilm, static, lexical or a model's folder (default: cnn)"},
     {"--attention", "NAME",
      "how tokens are scored: additive, dot, scaled, general or multihead (default: dot; for lstm "
      "additive, for lexical scaled)"},
     {"--pool", "NAME", "attention, mean, max or cls (default: attention)"},
     {"--epochs", "N", "how often to go through the texts"},
     {"--batch", "N", "texts at a time (default: 32)"},
     {"--accumulate", "N", "batches for each step (default: 1)"},
     {"--lr", "R", "the highest learning rate"},
     {"--dropout", "P", "share of features hidden in training, everywhere in the model"},
     {"--freeze", "", "leave a loaded encoder's weights as they are"},
     {"--precision", "P", "of products, f32 or bf16 (default: f32): weights stay float32"},
     {"--max-steps", "N", "end after N steps, whatever the epochs unless these are given"},
     {"--restart", "", "forget an unfinished training in the folder"}},
    train};

}  // namespace heed::cli
