#include "heed/model/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "heed/base/error.h"

namespace heed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class SafetensorsTest : public testing::Test {
 protected:
  std::filesystem::path path() const { return folder_.path() / "model.safetensors"; }

  Safetensors open(std::string_view bytes) const {
    write_file(path(), bytes);
    return Safetensors(path());
  }

  // The whole file for a header in JSON and its values.
  static std::string file(std::string header, const std::string& values) {
    std::string bytes(8, '\0');
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + values;
  }

  std::string refusal(std::string_view bytes) const {
    try {
      open(bytes).check_values();
    } catch (const Error& error) {
      EXPECT_EQ(error.failure, Failure::bad_input) << error.what();
      return error.message;
    }
    return "";
  }

  TemporaryFolder folder_;
};

template <class T>
std::string bytes_of(std::initializer_list<T> values) {
  return {reinterpret_cast<const char*>(values.begin()), values.size() * sizeof(T)};
}

TEST_F(SafetensorsTest, ReadsWhatItWrote) {
  const std::vector<float> a = {1, 2.5, -3, 4, 5, 6}, b = {7};
  const std::vector<TensorToStore> tensors = {{"layer.\"a\"\n", {2, 3}, a}, {"b", {}, b}};
  write_safetensors(path(), tensors, {{"format", "pt"}});
  const Safetensors model(path());
  EXPECT_EQ(model.metadata().at("format"), "pt");
  ASSERT_EQ(model.tensors().size(), 2u);
  EXPECT_EQ(model.read("layer.\"a\"\n", std::vector<std::int64_t>{2, 3}), a);
  EXPECT_EQ(model.read(*model.find("b")), b);
  EXPECT_EQ(model.find("c"), nullptr);
}

TEST_F(SafetensorsTest, ConvertsTheFloatingPointTypes) {
  const auto model =
      open(file(R"({"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},)"
                R"("d":{"dtype":"F64","shape":[1],"data_offsets":[12,20]},)"
                R"("b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]}}   )",
                bytes_of<std::uint16_t>({0x3C00, 0xC000, 0x0001, 0x7BFF, 0x3F80, 0xC020}) +
                    bytes_of<double>({0.1})));
  EXPECT_THAT(model.read(*model.find("h")), ElementsAre(1, -2, std::ldexp(1.0f, -24), 65504));
  EXPECT_THAT(model.read(*model.find("b")), ElementsAre(1, -2.5));
  EXPECT_THAT(model.read(*model.find("d")), ElementsAre(0.1f));
}

TEST_F(SafetensorsTest, PassesOverOtherTypesUntilTheyAreAskedFor) {
  const auto model = open(file(R"({"ids":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})",
                               bytes_of<std::int64_t>({-1})));
  model.check_values();
  EXPECT_THROW(model.read(*model.find("ids")), Error);
}

TEST_F(SafetensorsTest, RefusesTruncationAtEveryByte) {
  const std::vector<float> values = {1, 2, 3};
  const std::vector<TensorToStore> tensors = {{"a", {3}, values}};
  const auto whole = to_safetensors(tensors);
  EXPECT_EQ(refusal(whole), "");
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_NE(refusal(std::string_view(whole).substr(0, n)), "") << n;
  }
  EXPECT_THAT(refusal(whole + "x"), HasSubstr("belong to no tensor"));
}

TEST_F(SafetensorsTest, RefusesLyingHeaders) {
  const auto header = [&](const std::string& json, std::size_t bytes) {
    return refusal(file(json, std::string(bytes, '\0')));
  };
  const std::string a = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  EXPECT_EQ(header(a + "}", 8), "");
  EXPECT_THAT(header(a + "}", 4), HasSubstr("after the end of the file"));
  EXPECT_THAT(header(a + R"(,"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12),
              HasSubstr("overlap"));
  EXPECT_THAT(header(a + R"(,"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}})", 20),
              HasSubstr("hole"));
  EXPECT_THAT(header(a + R"(,"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})", 16),
              HasSubstr("one name"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
              HasSubstr("do not fit"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],)"
                     R"("data_offsets":[0,0]}})",
                     0),
              HasSubstr("too large"));
  EXPECT_THAT(header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8),
              HasSubstr("hole"));
  for (const auto* broken :
       {"", "[]", "{", "null", R"({"a":{}})", R"({"a":{"dtype":"F32","shape":[2]}})",
        R"({"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}})",
        R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})",
        R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})",
        R"({"a":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}})",
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551616]}})",
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})",
        R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
        R"({"a\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
        R"({"__metadata__":{"a":1}})", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},})",
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {})"}) {
    EXPECT_NE(header(broken, 8), "") << broken;
  }
}

TEST_F(SafetensorsTest, RefusesHeadersThatAreTooLong) {
  std::string bytes(16, ' ');
  for (const std::uint64_t length :
       {std::uint64_t{9}, std::uint64_t{1} << 63, ~std::uint64_t{0}, std::uint64_t{100'000'001}}) {
    std::memcpy(bytes.data(), &length, 8);
    EXPECT_THAT(refusal(bytes), HasSubstr("header's length"));
  }
}

TEST_F(SafetensorsTest, RefusesDeepAndHugeHeaders) {
  EXPECT_NE(refusal(file(std::string(1'000'000, '['), "")), "");
  EXPECT_NE(refusal(file(R"({"a":{"shape":)" + std::string(1'000'000, '[') + "}}", "")), "");
  std::string many = "{";
  for (int i = 0; i < 500'000; ++i) {
    many += "\"t" + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},)";
  }
  many.back() = '}';
  EXPECT_THAT(refusal(file(many, "")), HasSubstr("65,536"));
}

TEST_F(SafetensorsTest, RefusesNaNAndInfinity) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    const std::vector<float> values = {1, bad};
    const std::vector<TensorToStore> tensors = {{"a", {2}, values}};
    EXPECT_THAT(refusal(to_safetensors(tensors)), HasSubstr("NaN"));
    EXPECT_THROW(open(to_safetensors(tensors)).read("a", std::vector<std::int64_t>{2}), Error);
  }
}

TEST_F(SafetensorsTest, NamesTheShapeThatDoesNotFit) {
  const std::vector<float> values = {1, 2};
  const std::vector<TensorToStore> tensors = {{"a", {2}, values}};
  const auto model = open(to_safetensors(tensors));
  try {
    model.read("a", std::vector<std::int64_t>{1, 2});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "the shape is [2], not [1, 2]");
  }
}

}  // namespace
}  // namespace heed
