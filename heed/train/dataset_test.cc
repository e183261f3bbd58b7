#include "heed/train/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heed/base/files.h"

namespace heed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Dataset csv(std::string_view text) {
  return parse_dataset(text, DataFormat::csv, "f.csv").take();
}

std::string refused(std::string_view text, DataFormat format = DataFormat::csv) {
  const auto data = parse_dataset(text, format, "f");
  return data.ok() ? "" : data.error().what();
}

TEST(Dataset, ReadsColumnsInAnyOrderAndKeepsTheOthers) {
  const auto data = csv("source,text,label\nbbc,\"hello, world\",a\ncnn,,b\n");
  EXPECT_THAT(data.texts, ElementsAre("hello, world", ""));
  EXPECT_THAT(data.labels, ElementsAre("a", "b"));
  EXPECT_THAT(data.others.at("source"), ElementsAre("bbc", "cnn"));
  EXPECT_THAT(data.lines, ElementsAre(2, 3));
}

TEST(Dataset, ReadsJsonLines) {
  const auto data = parse_dataset(
                        "{\"text\":\"x\\ny\",\"label\":1}\n\n"
                        "{\"label\":true,\"text\":\"\",\"lang\":\"zh\"}\n",
                        DataFormat::json_lines, "f.jsonl")
                        .take();
  EXPECT_THAT(data.texts, ElementsAre("x\ny", ""));
  EXPECT_THAT(data.labels, ElementsAre("1", "true"));
  EXPECT_THAT(data.lines, ElementsAre(1, 3));
  EXPECT_THAT(data.others.at("lang"), ElementsAre("", "zh"));
}

TEST(Dataset, NamesWhatIsMissingAndWhere) {
  EXPECT_THAT(refused("lable,text\na,b\n"), HasSubstr("no column \"label\": f line 1"));
  EXPECT_THAT(refused("label,body\na,b\n"), HasSubstr("no column \"text\""));
  EXPECT_THAT(refused("label,text\na,b\n,c\n"), HasSubstr("the label is empty: f line 3"));
  EXPECT_THAT(refused("label,text\n"), HasSubstr("there are no items"));
  const auto json = DataFormat::json_lines;
  EXPECT_THAT(refused("{\"label\":\"a\",\"text\":\"b\"}\n{\"label\":\"a\"}", json),
              HasSubstr("no \"text\": f line 2"));
  EXPECT_THAT(refused("{\"label\":null,\"text\":\"b\"}", json), HasSubstr("no \"label\""));
  EXPECT_THAT(refused("{\"label\":1,\"text\":2}", json), HasSubstr("not a string"));
  EXPECT_THAT(refused("[1]", json), HasSubstr("not an object"));
  EXPECT_THAT(refused("\n{\"label\"", json), HasSubstr("f line 2"));
}

TEST(Dataset, TellsTheFormatByTheFile) {
  const TemporaryFolder folder;
  const auto read = [&](const char* name, const char* text) {
    write_file(folder.path() / name, text);
    return read_dataset(folder.path() / name).take().texts;
  };
  EXPECT_THAT(read("a.csv", "text,label\n{x},1\n"), ElementsAre("{x}"));
  EXPECT_THAT(read("b.jsonl", "{\"text\":\"x\",\"label\":\"1\"}"), ElementsAre("x"));
  EXPECT_THAT(read("c", "{\"text\":\"x\",\"label\":\"1\"}"), ElementsAre("x"));
  EXPECT_THAT(read("d", "text,label\nx,1\n"), ElementsAre("x"));
  EXPECT_EQ(read_dataset(folder.path() / "none.csv").error().failure, Failure::not_found);
}

TEST(Dataset, OrdersLabelsByNumberWhereAllAreNumbers) {
  EXPECT_THAT(label_names(csv("label,text\n10,\n9,\n10,\n")), ElementsAre("9", "10"));
  EXPECT_THAT(label_names(csv("label,text\nb,\n10,\n9,\n")), ElementsAre("10", "9", "b"));
}

TEST(Dataset, RefusesLabelsUnseenInTraining) {
  EXPECT_THAT(*label_ids(csv("label,text\nb,\na,\n"), {"a", "b"}), ElementsAre(1, 0));
  const auto ids = label_ids(csv("label,text\na,\nc,\n"), {"a", "b"});
  ASSERT_FALSE(ids.ok());
  EXPECT_THAT(ids.error().what(), HasSubstr("\"c\" was not seen in training: f.csv line 3"));
}

TEST(Dataset, SplitsByLabelAndSeedAlone) {
  std::string text = "label,text,n\n";
  for (int i = 0; i < 100; ++i) text += (i % 4 == 0 ? "a,x" : "b,x") + std::to_string(i) + ",0\n";
  auto whole = csv(text), again = csv(text), other = csv(text);
  const auto dev = split_off(whole, 0.2, 7);
  EXPECT_EQ(dev.size(), 20u);
  EXPECT_EQ(whole.size(), 80u);
  EXPECT_EQ(std::count(dev.labels.begin(), dev.labels.end(), "a"), 5);
  EXPECT_EQ(dev.others.at("n").size(), 20u);
  EXPECT_EQ(split_off(again, 0.2, 7).texts, dev.texts);
  EXPECT_NE(split_off(other, 0.2, 8).texts, dev.texts);
  for (const auto& t : dev.texts) {
    EXPECT_EQ(std::count(whole.texts.begin(), whole.texts.end(), t), 0);
  }
}

TEST(Dataset, FingerprintsTellDataApart) {
  EXPECT_EQ(fingerprint(csv("label,text\na,bc\n")), fingerprint(csv("text,label\nbc,a\n")));
  EXPECT_NE(fingerprint(csv("label,text\na,bc\n")), fingerprint(csv("label,text\nab,c\n")));
}

}  // namespace
}  // namespace heed
