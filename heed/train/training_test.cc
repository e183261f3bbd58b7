#include "heed/train/training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/base/files.h"
#include "heed/base/random.h"
#include "heed/base/threads.h"

namespace heed {
namespace {

using testing::HasSubstr;

// Texts of random words, one of which tells the label.
struct Task {
  std::vector<std::string> texts;
  std::vector<std::int32_t> labels;
};

Task make_task(int items, std::uint64_t seed) {
  Random random(seed);
  Task out;
  for (int i = 0; i < items; ++i) {
    const auto label = static_cast<std::int32_t>(random.below(2));
    std::string text;
    const auto length = 2 + random.below(8), place = random.below(length);
    for (std::uint64_t w = 0; w < length; ++w) {
      text += w == place ? (label == 0 ? " sun" : " rain") : " w" + std::to_string(random.below(9));
    }
    out.texts.push_back(text);
    out.labels.push_back(label);
  }
  return out;
}

struct Bench {
  explicit Bench(EncoderKind kind, Recipe chosen = {}, float dropout = 0.1f) : recipe(chosen) {
    const auto train_task = make_task(240, 1), dev_task = make_task(60, 2);
    ClassifierConfig config;
    config.encoder = kind;
    config.labels = {"dry", "wet"};
    config.dropout = dropout;
    config.width = config.hidden = 16;
    config.heads = 2;
    config.layers = 1;
    classifier.emplace(config, WordVocabulary::build(train_task.texts, 1, 100), recipe.seed);
    train = encode_texts(*classifier, train_task.texts, train_task.labels);
    dev = encode_texts(*classifier, dev_task.texts, dev_task.labels);
  }

  Training training(const TemporaryFolder& folder, const std::string& settings = "{}") {
    return Training(*classifier, train, dev, recipe, folder.path() / "c", settings);
  }

  std::vector<float> weights() const {
    std::vector<float> out;
    for (const auto& p : classifier->parameters()) {
      const auto values = p.tensor.values();
      out.insert(out.end(), values.begin(), values.end());
    }
    return out;
  }

  Recipe recipe;
  std::optional<Classifier> classifier;
  EncodedData train, dev;
};

Recipe quick() {
  Recipe recipe;
  recipe.epochs = 3;
  recipe.batch = 8;
  recipe.rate = 5e-3;
  return recipe;
}

class TrainingOf : public testing::TestWithParam<EncoderKind> {};

TEST_P(TrainingOf, LearnsWhatTheDataSay) {
  const TemporaryFolder folder;
  Bench setup(GetParam(), quick());
  auto training = setup.training(folder);
  EXPECT_TRUE(training.run({}));
  EXPECT_GE(training.state().best_accuracy, 0.95);
  EXPECT_EQ(training.state().step, training.steps());
  EXPECT_GT(*training.samples_per_second(), 0);
}

TEST_P(TrainingOf, EndsWithTheSameBitsAfterAnInterruption) {
  const TemporaryFolder folder, other;
  Bench whole(GetParam(), quick());
  auto uninterrupted = whole.training(folder);
  ASSERT_TRUE(uninterrupted.run({}));
  for (const int stop_at : {1, 30, 37, 89}) {
    int steps = 0;
    TrainingHooks hooks;
    hooks.stop = [&] { return ++steps == stop_at; };
    Bench first(GetParam(), quick());
    ASSERT_FALSE(first.training(other).run(hooks));
    Bench second(GetParam(), quick());
    auto resumed = second.training(other);
    ASSERT_TRUE(resumed.resume());
    EXPECT_EQ(resumed.state().step, stop_at);
    ASSERT_TRUE(resumed.run({}));
    EXPECT_EQ(second.weights(), whole.weights()) << stop_at;
    EXPECT_EQ(resumed.state().last_loss, uninterrupted.state().last_loss);
    std::filesystem::remove(other.path() / "c");
  }
}

TEST_P(TrainingOf, DoesNotDependOnTheNumberOfThreads) {
  auto recipe = quick();
  recipe.max_steps = 20;
  const auto train_with = [&](int count) {
    set_threads(count);
    const TemporaryFolder folder;
    Bench setup(GetParam(), recipe);
    setup.training(folder).run({});
    return setup.weights();
  };
  const auto before = threads();
  const auto one = train_with(1), three = train_with(3);
  set_threads(before);
  EXPECT_EQ(one, three);
}

// 50 steps without dropout, from the same weights: each loss within 1 % of the first one.
TEST_P(TrainingOf, LosesAlikeInSixteenBits) {
  const auto losses_in = [&](Precision precision) {
    auto recipe = quick();
    recipe.batch = 32;
    recipe.epochs = 100;
    recipe.max_steps = 50;
    recipe.patience = 100;
    recipe.precision = precision;
    const TemporaryFolder folder;
    Bench setup(GetParam(), recipe, 0);
    auto training = setup.training(folder);
    training.run({});
    std::vector<double> out;
    for (const auto& point : training.state().curve.training) out.push_back(point.loss);
    return out;
  };
  const auto wide = losses_in(Precision::f32), narrow = losses_in(Precision::bf16);
  ASSERT_EQ(wide.size(), 50u);
  ASSERT_EQ(narrow.size(), 50u);
  EXPECT_NE(wide, narrow);
  for (std::size_t i = 0; i < wide.size(); ++i) {
    EXPECT_NEAR(narrow[i], wide[i], 0.01 * wide[0]) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Encoder, TrainingOf,
                         testing::Values(EncoderKind::cnn, EncoderKind::lstm,
                                         EncoderKind::transformer),
                         [](const auto& which) { return std::string(name(which.param)); });

TEST(Training, AccumulatesToTheStepOfALargeBatch) {
  auto large = quick(), small = quick();
  large.batch = 240;
  small.batch = 80;
  small.accumulate = 3;
  large.epochs = small.epochs = 1;
  const TemporaryFolder a, b;
  Bench one(EncoderKind::cnn, large, 0), three(EncoderKind::cnn, small, 0);
  one.training(a).run({});
  three.training(b).run({});
  const auto x = one.weights(), y = three.weights();
  for (std::size_t i = 0; i < x.size(); ++i) ASSERT_NEAR(x[i], y[i], 1e-4) << i;
}

TEST(Training, StopsEarlyWhereDevGetsNoBetter) {
  auto recipe = quick();
  recipe.epochs = 50;
  recipe.patience = 2;
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, recipe);
  auto training = setup.training(folder);
  ASSERT_TRUE(training.run({}));
  EXPECT_LT(training.state().epoch, 50);
  EXPECT_EQ(training.state().best_step / 30 + 2, training.state().epoch);
}

TEST(Training, GoesOnToTheStepsWantedWhereNoEpochsAre) {
  auto recipe = quick();
  recipe.epochs = 0;
  recipe.max_steps = 275;  // of 30 an epoch
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, recipe);
  auto training = setup.training(folder);
  EXPECT_EQ(training.steps(), 275);
  ASSERT_TRUE(training.run({}));
  EXPECT_EQ(training.state().step, 275);
  EXPECT_EQ(training.state().epoch, 10);
}

TEST(Training, MeasuresAlsoTheSpeedOfTwoSteps) {
  auto recipe = quick();
  recipe.max_steps = 2;
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, recipe);
  auto training = setup.training(folder);
  EXPECT_FALSE(training.samples_per_second());
  ASSERT_TRUE(training.run({}));
  EXPECT_GT(*training.samples_per_second(), 0);
}

TEST(Training, NamesTheStepWhereTheLossIsNoNumber) {
  auto recipe = quick();
  recipe.rate = 1e30;
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, recipe);
  const auto first = setup.weights();
  auto training = setup.training(folder);
  try {
    training.run({});
    FAIL() << "it went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::bad_input);
    EXPECT_THAT(error.what(), HasSubstr("not a number: step "));
  }
  // The checkpoint has the weights of the last step whose loss was a number.
  Bench again(EncoderKind::cnn, recipe);
  ASSERT_TRUE(again.training(folder).resume());
  EXPECT_EQ(again.weights(), first);
}

TEST(Training, RefusesTheCheckpointOfAnotherArchitecture) {
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, quick());
  TrainingHooks hooks;
  hooks.stop = [] { return true; };
  ASSERT_FALSE(setup.training(folder, R"({"encoder":"cnn","lr":1})").run(hooks));
  Bench other(EncoderKind::lstm, quick());
  const auto before = other.weights();
  try {
    other.training(folder, R"({"encoder":"lstm","lr":1})").resume();
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("encoder is \"cnn\", not \"lstm\""));
  }
  EXPECT_EQ(other.weights(), before);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "c"));
}

TEST(Training, WritesNothingElseThanTheCheckpoint) {
  const TemporaryFolder folder;
  Bench setup(EncoderKind::cnn, quick());
  setup.training(folder).run({});
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    EXPECT_EQ(entry.path().filename(), "c");
  }
}

}  // namespace
}  // namespace heed
