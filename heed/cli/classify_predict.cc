// heed classify predict: one label for each line of standard input.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "heed/base/json.h"
#include "heed/base/utf8.h"
#include "heed/cli/command.h"
#include "heed/train/prediction.h"

namespace heed::cli {
namespace {

constexpr std::size_t kLines = 4096;  // at a time
constexpr std::size_t kShownWords = 5;

struct Item {
  const std::string& text;
  std::span<const float> probabilities;
  std::int32_t best;
  const EncodedText& tokens;
  std::span<const float> weights;  // of the tokens; empty unless asked for
};

Json attention(const Classifier& classifier, const Item& item) {
  Json out = Json::array();
  for (std::size_t t = 0; t < item.weights.size(); ++t) {
    const auto& span = item.tokens.spans[t];
    out.push_back({{"token", classifier.token(item.tokens.ids[t])},
                   {"start", span.begin},
                   {"end", span.end},
                   {"weight", item.weights[t]}});
  }
  return out;
}

void print_json(const Classifier& classifier, const Item& item, bool explain) {
  const auto& labels = classifier.config().labels;
  Json probabilities = Json::object();
  for (std::size_t c = 0; c < labels.size(); ++c) probabilities[labels[c]] = item.probabilities[c];
  Json out = {{"label", labels[item.best]}, {"probabilities", std::move(probabilities)}};
  if (explain) out["attention"] = attention(classifier, item);
  std::cout << to_line(out) << "\n";
}

void print_text(const Classifier& classifier, const Item& item) {
  char share[16];
  std::snprintf(share, sizeof share, "%5.1f %%", 100 * item.probabilities[item.best]);
  std::cout << share << "  " << classifier.config().labels[item.best] << "  "
            << repair_utf8(item.text) << "\n";
  if (item.weights.empty()) return;
  std::vector<std::size_t> order(item.weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return item.weights[a] > item.weights[b]; });
  std::cout << "         looked at:";
  for (std::size_t i = 0; i < std::min(kShownWords, order.size()); ++i) {
    const auto span = item.tokens.spans[order[i]];
    const auto word = span.end > span.begin ? item.text.substr(span.begin, span.end - span.begin)
                                            : classifier.token(item.tokens.ids[order[i]]);
    std::snprintf(share, sizeof share, " (%.0f %%)", 100 * item.weights[order[i]]);
    std::cout << " " << repair_utf8(word) << share;
  }
  std::cout << "\n";
}

void answer(const Classifier& classifier, const std::vector<std::string>& lines, bool explain,
            bool json) {
  const auto data = encode_texts(classifier, lines);
  const auto prediction = predict(classifier, data, explain);
  const auto all = probabilities(classifier, prediction.logits);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Item item{
        lines[i], all.row(i), all.likeliest(i), data.texts[i],
        explain ? std::span<const float>(prediction.weights[i]) : std::span<const float>()};
    if (json) {
      print_json(classifier, item, explain);
    } else {
      print_text(classifier, item);
    }
  }
}

int run(const Context& context, const Arguments& arguments) {
  if (!arguments.has("--model")) {
    throw Error(Failure::usage, "is missing", "--model", "see heed classify predict --help");
  }
  const auto classifier = Classifier::load(arguments.text("--model"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);) {
    lines.push_back(std::move(line));
    if (lines.size() < kLines) continue;
    answer(classifier, lines, arguments.has("--explain"), context.json);
    lines.clear();
  }
  answer(classifier, lines, arguments.has("--explain"), context.json);
  return 0;
}

}  // namespace

extern const Command kClassifyPredict = {
    "classify predict",
    "Classify each line of standard input",
    "One result for each line, with the probability of each class. With --explain also where the\n"
    "classifier looked: the weight that pooling gave to each token, with its place in bytes. That "
    "is\n"
    "where it looked, not a proof of why it decided.\n"
    "\n"
    "  echo 'Champions win the cup' | heed classify predict --model my-model --explain\n"
    "  heed classify predict --model my-model --json < headlines.txt",
    {},
    {{"--model", "DIR", "a folder that classify train wrote"},
     {"--explain", "", "also tell how much each token counted"}},
    run};

}  // namespace heed::cli
