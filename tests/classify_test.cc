// The classifier's commands as a person runs them: train, interrupt, evaluate, predict.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/run_heed.h"

namespace heed {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;

std::string rows(int count, int from = 0) {
  std::string out = "source,text,label\n";
  for (int i = from; i < from + count; ++i) {
    const bool sport = i % 2 == 0;
    out += std::string(i % 3 == 0 ? "a" : "b") + ",\"" +
           (sport ? "the team won, match " : "shares fell on market ") + std::to_string(i % 7) +
           "\"," + (sport ? "sport" : "money") + "\n";
  }
  return out;
}

struct Trained {
  TestHome home;
  std::string folder = home.file("model", "").string() + ".d";

  Outcome train(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"classify",
                                      "train",
                                      "--json",
                                      "--train",
                                      home.file("train.csv", rows(200)),
                                      "--dev",
                                      home.file("dev.csv", rows(40, 200)),
                                      "--out",
                                      folder};
    words.insert(words.end(), more.begin(), more.end());
    return home.heed(words);
  }
};

TEST(Classify, TrainsEvaluatesAndPredicts) {
  Trained t;
  const auto trained = t.train({"--epochs", "3"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  const auto report = Json::parse(trained.out);
  EXPECT_THAT(report["labels"], ElementsAre("money", "sport"));
  EXPECT_EQ(report["dir"], t.folder);
  EXPECT_EQ(report["steps"], 21);
  EXPECT_EQ(report["epochs"], 3);
  EXPECT_EQ(report["dev"]["accuracy"], 1.0);
  EXPECT_EQ(report["dev"]["macro_f1"], 1.0);
  EXPECT_EQ(report["parameters"], report["trainable_parameters"]);
  EXPECT_GT(report["samples_per_second"].get<double>(), 0);
  EXPECT_TRUE(std::filesystem::exists(t.folder + "/learning_curve.svg"));
  EXPECT_FALSE(std::filesystem::exists(t.folder + "/checkpoint.safetensors"));

  // The folder is complete by itself.
  std::filesystem::rename(t.folder, t.folder + "2");
  std::filesystem::remove(t.home.file("train.csv", ""));
  const auto evaluated =
      t.home.heed({"--json", "classify", "eval", "--model", t.folder + "2", "--data",
                   t.home.file("dev.csv", rows(30)).string(), "--group", "source"});
  ASSERT_EQ(evaluated.code, 0) << evaluated.err;
  const auto measured = Json::parse(evaluated.out);
  EXPECT_EQ(measured["accuracy"], 1.0);
  EXPECT_EQ(measured["per_class"]["sport"]["support"], 15);
  EXPECT_EQ(measured["confusion"]["matrix"], Json::parse("[[15,0],[0,15]]"));
  EXPECT_EQ(measured["groups"]["a"]["count"], 10);
  EXPECT_LT(measured["ece"].get<double>(), 0.2);
}

TEST(Classify, ExplainsWithBytesOfTheLine) {
  Trained t;
  ASSERT_EQ(t.train({"--epochs", "6"}).code, 0);
  const auto said = t.home.heed({"classify", "predict", "--model", t.folder, "--explain", "--json"},
                                "Ünï the team won\r\n\nmarket");
  ASSERT_EQ(said.code, 0) << said.err;
  std::vector<Json> lines;
  std::istringstream stream(said.out);
  for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0]["label"], "sport");
  EXPECT_EQ(lines[2]["label"], "money");
  for (const auto& line : lines) {
    double sum = 0, weights = 0;
    for (const auto& p : line["probabilities"]) sum += p.get<double>();
    for (const auto& a : line["attention"]) weights += a["weight"].get<double>();
    EXPECT_NEAR(sum, 1, 1e-6);
    EXPECT_NEAR(weights, 1, 1e-5);
  }
  const auto& won = lines[0]["attention"][4];
  EXPECT_EQ(won["token"], "won");
  EXPECT_EQ(won["start"], 15);
  EXPECT_EQ(won["end"], 18);
  EXPECT_EQ(lines[1]["attention"].size(), 1u);  // the class token alone
}

TEST(Classify, GivesTheSameModelForTheSameSeed) {
  Trained a, b, c;
  ASSERT_EQ(a.train({"--epochs", "1", "--seed", "5"}).code, 0);
  ASSERT_EQ(b.train({"--epochs", "1", "--seed", "5", "--threads", "1"}).code, 0);
  ASSERT_EQ(c.train({"--epochs", "1", "--seed", "6"}).code, 0);
  const auto weights = [](const Trained& t) { return read_file(t.folder + "/model.safetensors"); };
  EXPECT_EQ(weights(a), weights(b));
  EXPECT_NE(weights(a), weights(c));
}

TEST(Classify, LearnsTheSameInSixteenBits) {
  Trained full, small;
  const auto report = [](Trained& t, const char* precision) {
    const auto said = t.train({"--epochs", "2", "--seed", "5", "--precision", precision});
    EXPECT_EQ(said.code, 0) << said.err;
    return Json::parse(said.out);
  };
  const auto f32 = report(full, "f32"), bf16 = report(small, "bf16");
  EXPECT_EQ(bf16["steps"], f32["steps"]);
  EXPECT_EQ(bf16["dev"], f32["dev"]);
  const double loss = f32["train_loss"].get<double>();
  EXPECT_NEAR(bf16["train_loss"].get<double>(), loss, 0.02 * loss);
  EXPECT_NE(read_file(small.folder + "/model.safetensors"),
            read_file(full.folder + "/model.safetensors"));
  EXPECT_EQ(small.train({"--precision", "int8"}).code, 2);
}

TEST(Classify, EndsWithTheSameBitsAfterKills) {
  const TestHome home;
  const auto data = home.file("many.csv", rows(1500)).string();
  const auto folder = [&](const char* name) { return (home.path().parent_path() / name).string(); };
  const auto train = [&](const std::string& out, std::vector<std::string> words) {
    words.insert(words.end(), {HEED_PROGRAM, "--home", home.path().string(), "classify", "train",
                               "--train", data, "--out", out, "--seed", "3"});
    return run_program(words).code;
  };
  ASSERT_EQ(train(folder("whole"), {"nice", "-n", "0"}), 0);
  int killed = 0;
  for (const auto* seconds : {"0.1", "0.3", "0.6", "0.9"}) {
    killed += train(folder("killed"), {"timeout", "-s", "KILL", seconds}) != 0;
  }
  EXPECT_GE(killed, 1);
  ASSERT_EQ(train(folder("killed"), {"nice", "-n", "0"}), 0);
  for (const auto* file : {"/model.safetensors", "/classifier.json", "/learning_curve.svg"}) {
    EXPECT_EQ(read_file(folder("killed") + file), read_file(folder("whole") + file)) << file;
  }
}

TEST(Classify, TakesEveryEncoderAttentionAndPooling) {
  for (const auto& choice : {std::vector<std::string>{"--encoder", "lstm"},
                             {"--encoder", "transformer"},
                             {"--encoder", "lexical"},
                             {"--attention", "additive"},
                             {"--attention", "scaled"},
                             {"--attention", "general"},
                             {"--attention", "multihead"},
                             {"--pool", "mean"},
                             {"--pool", "max"},
                             {"--pool", "cls"}}) {
    Trained t;
    auto words = choice;
    words.insert(words.end(), {"--max-steps", "4"});
    const auto said = t.train(words);
    ASSERT_EQ(said.code, 0) << choice[1] << said.err;
    EXPECT_EQ(Json::parse(said.out)["steps"], 4);
    EXPECT_EQ(t.home.heed({"classify", "predict", "--model", t.folder, "--explain"}, "won\n").code,
              0);
  }
}

TEST(Classify, RefusesWhatCannotBeTrainedOn) {
  const TestHome home;
  const auto out = (home.path().parent_path() / "model").string();
  const auto train = [&](const char* text) {
    const auto file = home.file("bad.csv", text).string();
    const auto said = home.heed({"classify", "train", "--train", file, "--out", out});
    EXPECT_EQ(said.code, 3) << text;
    EXPECT_FALSE(std::filesystem::exists(out));
    return said.err;
  };
  EXPECT_THAT(train("label,text\na,\"x\nb,y\n"), HasSubstr("a quote is never closed"));
  EXPECT_THAT(train("label,body\na,x\n"), HasSubstr("no column \"text\""));
  EXPECT_THAT(train("label,text\na,x\na,y\n"), HasSubstr("all items have the label \"a\""));
  EXPECT_THAT(train("label,text\na,x\nb,y\n"), HasSubstr("too few items"));
  EXPECT_EQ(home.heed({"classify", "train", "--train", "none.csv", "--out", out}).code, 4);
  EXPECT_EQ(home.heed({"classify", "train", "--out", out}).code, 2);
  const auto file = home.file("ok.csv", rows(20)).string();
  EXPECT_EQ(home.heed({"classify", "train", "--train", file, "--out", out, "--pool", "sum"}).code,
            2);
}

TEST(Classify, NamesLabelsUnseenInTraining) {
  Trained t;
  ASSERT_EQ(t.train({"--max-steps", "3"}).code, 0);
  const auto data = t.home.file("new.csv", "label,text\nsport,x\nweather,y\n").string();
  const auto said = t.home.heed({"classify", "eval", "--model", t.folder, "--data", data});
  EXPECT_EQ(said.code, 3);
  EXPECT_THAT(said.err, HasSubstr("\"weather\" was not seen in training"));
  EXPECT_THAT(said.err, HasSubstr("line 3"));
}

TEST(Classify, ReadsEmptyAndEndlessTexts) {
  Trained t;
  ASSERT_EQ(t.train({"--max-steps", "3"}).code, 0);
  const std::string endless(100000, 'x');
  std::string words;
  while (words.size() < 100000) words += "the market fell ";
  const auto said = t.home.heed({"classify", "predict", "--model", t.folder, "--json"},
                                "\n" + endless + "\n" + words + "\n\xff\xfe\n");
  EXPECT_EQ(said.code, 0);
  EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 4);
  EXPECT_EQ(t.home.heed({"classify", "predict", "--model", t.folder}).out, "");
}

TEST(Classify, KeepsTheModelThatWasThereWhenTrainingFails) {
  Trained t;
  ASSERT_EQ(t.train({"--max-steps", "3"}).code, 0);
  const auto before = read_file(t.folder + "/model.safetensors");
  const auto said = t.train({"--lr", "1e30"});
  EXPECT_EQ(said.code, 3);
  EXPECT_THAT(said.err, HasSubstr("is not a number: step "));
  EXPECT_EQ(Json::parse(said.out)["error"]["code"], "bad_input");
  EXPECT_EQ(read_file(t.folder + "/model.safetensors"), before);
  const auto other = t.train({"--encoder", "lstm"});
  EXPECT_EQ(other.code, 3);
  EXPECT_THAT(other.err, HasSubstr("an unfinished training of another kind lies here"));
  EXPECT_EQ(t.train({"--max-steps", "3", "--restart"}).code, 0);
}

}  // namespace
}  // namespace heed
