#include "heed/text/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/json.h"
#include "heed/text/lines.h"

namespace heed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path kGoldens =
    std::filesystem::path(HEED_SOURCE_DIR) / "heed/text/testdata";

class GoldenTest : public testing::TestWithParam<const char*> {};

// Made with Hugging Face tokenizers by tools/make_tokenizer_goldens.py.
TEST_P(GoldenTest, EqualsHuggingFace) {
  const auto folder = kGoldens / GetParam();
  const auto tokenizer = Tokenizer::open(folder);
  const auto file = read_file(folder / "golden.jsonl");
  Encoding encoding;
  for (const auto line : split_lines(file)) {
    const auto golden = parse_json(line, "golden.jsonl").take();
    const auto text = golden["text"].get<std::string>();
    tokenizer.encode(text, encoding);
    EXPECT_EQ(Json(encoding.ids), golden["ids"]) << text;
    Json tokens = Json::array(), offsets = Json::array();
    for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
      tokens.push_back(tokenizer.token(encoding, i));
      offsets.push_back({encoding.spans[i].begin, encoding.spans[i].end});
    }
    EXPECT_EQ(tokens, golden["tokens"]) << text;
    EXPECT_EQ(offsets, golden["offsets"]) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Tokenizers, GoldenTest,
                         testing::Values("uncased", "cased", "added", "accents"));

std::vector<std::int32_t> ids(const Tokenizer& tokenizer, std::string_view text) {
  Encoding encoding;
  tokenizer.encode(text, encoding);
  return encoding.ids;
}

TEST(TokenizerTest, ReadsVocabTxtInLowerCaseUnlessToldOtherwise) {
  const TemporaryFolder folder;
  write_file(folder.path() / "vocab.txt", "[PAD]\n[UNK]\r\n[CLS]\n[SEP]\n[MASK]\na\n##b\nb\né\n");
  EXPECT_THAT(ids(Tokenizer::open(folder.path()), "AB é [MASK]"), ElementsAre(2, 5, 6, 1, 4, 3));
  write_file(folder.path() / "tokenizer_config.json", R"({"do_lower_case": false})");
  EXPECT_THAT(ids(Tokenizer::open(folder.path()), "ab A é"), ElementsAre(2, 5, 6, 1, 8, 3));
}

TEST(TokenizerTest, PrefersTokenizerJson) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(kGoldens / "uncased/tokenizer.json", folder.path() / "tokenizer.json");
  write_file(folder.path() / "vocab.txt", "nonsense");
  EXPECT_EQ(Tokenizer::open(folder.path()).vocabulary(),
            Tokenizer::open(kGoldens / "uncased").vocabulary());
}

TEST(TokenizerTest, CountsBytesOfTheLineAsItCame) {
  const auto tokenizer = Tokenizer::open(kGoldens / "cased");
  Encoding encoding;
  // Two maximal subparts (E4 BD, then FF) are two replacement characters, which cleaning drops.
  tokenizer.encode("x\xE4\xBD\xFF y", encoding);
  EXPECT_EQ(tokenizer.token(encoding.ids[1]), "x");
  EXPECT_THAT(encoding.spans,
              ElementsAre(TokenSpan{0, 0}, TokenSpan{0, 1}, TokenSpan{5, 6}, TokenSpan{0, 0}));
}

TEST(TokenizerTest, KeepsTheFirstTokensOfALongText) {
  const auto tokenizer = Tokenizer::open(kGoldens / "uncased");
  Encoding all, cut;
  tokenizer.encode("the page that ends", all);
  tokenizer.encode("the page that ends", cut, 4);
  EXPECT_THAT(cut.ids, ElementsAre(2, all.ids[1], all.ids[2], 3));
  EXPECT_EQ(cut.spans.size(), 4u);
  tokenizer.encode("the page", cut, 0);
  EXPECT_THAT(cut.ids, ElementsAre(2, 3));
}

TEST(TokenizerTest, StaysLinearOnHostileText) {
  const auto tokenizer = Tokenizer::open(kGoldens / "added");
  for (const std::string part :
       {"a", " ", "[MASK] ", "[MASK", "e\u0301", "\xFF", "news", "中", "\u302e"}) {
    std::string text;
    while (text.size() < 300'000) text += part;
    Encoding encoding;
    tokenizer.encode(text, encoding);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < encoding.ids.size(); ++i)
      bytes += tokenizer.token(encoding, i).size();
    EXPECT_GT(bytes, 0u);
    for (const auto& span : encoding.spans) EXPECT_LE(span.end, text.size());
  }
}

std::string refusal(const std::string& json) {
  try {
    Tokenizer(parse_tokenizer_json(json, "tokenizer.json"));
  } catch (const Error& error) {
    EXPECT_EQ(error.failure, Failure::bad_input);
    return error.what();
  }
  return "";
}

TEST(TokenizerTest, RefusesWhatItCannotDo) {
  const std::string rest =
      R"("pre_tokenizer":{"type":"BertPreTokenizer"},"normalizer":null,"added_tokens":[],)";
  const auto model = [](const std::string& vocab) {
    return R"("model":{"type":"WordPiece","unk_token":"u","vocab":)" + vocab + "}";
  };
  EXPECT_EQ(refusal("{" + rest + model(R"({"u":0})") + "}"), "");
  EXPECT_THAT(refusal("{" + rest + model(R"({"a":0})") + "}"), HasSubstr("unk_token"));
  EXPECT_THAT(refusal("{" + rest + model(R"({"u":-1})") + "}"), HasSubstr("out of range"));
  EXPECT_THAT(refusal("{" + rest + model(R"({"u":99999999999})") + "}"), HasSubstr("out of range"));
  EXPECT_THAT(refusal("{" + rest + model(R"({"u":"0"})") + "}"), HasSubstr("not a whole number"));
  EXPECT_THAT(refusal("{" + rest + R"("model":{"type":"BPE"}})"), HasSubstr("WordPiece"));
  EXPECT_THAT(refusal("{" + model(R"({"u":0})") + "}"), HasSubstr("pre_tokenizer"));
  EXPECT_THAT(refusal("{" + rest + model(R"({"u":0})") +
                      R"(,"post_processor":{"type":"TemplateProcessing"}})"),
              HasSubstr("missing"));
  EXPECT_THAT(
      refusal("{" + rest + model(R"({"u":0})") +
              R"(,"post_processor":{"type":"BertProcessing","sep":["x",7],"cls":["y",0]}})"),
      HasSubstr("not in the vocabulary"));
  EXPECT_THAT(refusal("{"), HasSubstr("not valid JSON"));
  EXPECT_THAT(refusal(std::string(100000, '[')), HasSubstr("deeper"));
  EXPECT_THAT(refusal("[]"), HasSubstr("not an object"));
}

TEST(TokenizerTest, RefusesVocabulariesWithoutTheirMarks) {
  EXPECT_THROW(parse_vocabulary("a\nb\n", true, "vocab.txt"), Error);
  EXPECT_THROW(parse_vocabulary("[UNK]\n[CLS]\n[SEP]\n\xff\n", true, "vocab.txt"), Error);
  const TemporaryFolder folder;
  EXPECT_THROW(Tokenizer::open(folder.path()), Error);
}

TEST(LinesTest, EndOnlyAtLineFeeds) {
  EXPECT_THAT(split_lines(""), ElementsAre());
  EXPECT_THAT(split_lines("\n"), ElementsAre(""));
  EXPECT_THAT(split_lines("a\r\n\nb"), ElementsAre("a\r", "", "b"));
  EXPECT_THAT(split_lines("a\u2028\u0085b\n"), ElementsAre("a\u2028\u0085b"));
}

}  // namespace
}  // namespace heed
