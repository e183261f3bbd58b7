#include "heed/read/charset.h"

#include <gtest/gtest.h>

namespace heed::read {
namespace {

TEST(Charset, WeighsTheClaims) {
  EXPECT_EQ(decode_bytes("\xEF\xBB\xBFhé").text, "hé");
  EXPECT_EQ(decode_bytes(std::string_view("\xFF\xFE<\0\xE9\0", 6)).text, "<é");
  EXPECT_EQ(decode_bytes(std::string_view("<\0?\0\xE9\0", 6)).text, "<?é");
  EXPECT_EQ(decode_bytes("h\xE9", "iso-8859-1").text, "hé");
  EXPECT_EQ(decode_bytes("\x93hi\x94", "ISO-8859-1").text, "“hi”");
  const auto lie = decode_bytes("<?xml version='1.0' encoding='iso-8859-1'?>é");
  EXPECT_EQ(lie.text.substr(lie.text.size() - 2), "é");
  EXPECT_FALSE(lie.warning.empty());
  EXPECT_EQ(decode_bytes("<?xml encoding='gb2312'?>\xD6\xD0\xCE\xC4").text,
            "<?xml encoding='gb2312'?>中文");
  EXPECT_EQ(decode_bytes("<meta charset=\"koi8-r\">\xD0\xD2").text, "<meta charset=\"koi8-r\">пр");
  EXPECT_EQ(decode_bytes("<?xml encoding='no-such'?>caf\xE9").text,
            "<?xml encoding='no-such'?>café");
}

TEST(Charset, TakesFewBytesForUtf16OnlyWhereTheyHoldNuls) {
  EXPECT_EQ(decode_bytes("B\xF6"
                         "dy\n")
                .text,
            "Bödy\n");
  EXPECT_EQ(decode_bytes("B\xF6"
                         "dy\n")
                .encoding,
            "windows-1252");
  EXPECT_EQ(decode_bytes("Gr\xFC\xDF"
                         "e\n",
                         "utf-8")
                .text,
            "Grüße\n");
  EXPECT_EQ(decode_bytes("caf\xE9").text, "café");
  EXPECT_EQ(decode_bytes("\xF0\xD2\xC9\xD7\xC5\xD4").text, "Привет");  // what ICU does know
  const std::string_view wide("h\0e\0l\0l\0o\0 \0t\0h\0e\0r\0e\0 \0\xE9\0", 26);
  EXPECT_EQ(decode_bytes(wide).text, "hello there é");
}

TEST(Charset, RepairsMuchUtf8WithAFewBrokenBytesWhateverItDeclares) {
  std::string much;
  for (int i = 0; i < 20; ++i) much += "电池化学的研究与发展，港口封冻三周";
  for (const std::string declares : {"", "\xEF\xBB\xBF", "<?xml version='1.0'?>",
                                     "<?xml version='1.0' encoding='windows-1251'?>"}) {
    const auto decoding = decode_bytes(declares + much + "cut \xE7\x94");
    EXPECT_TRUE(decoding.text.ends_with(much + "cut \uFFFD")) << declares;
    EXPECT_EQ(decoding.warning, "broken UTF-8 was repaired");
  }
}

TEST(Charset, BelievesWhatIsDeclaredWhereFewCharactersSpeakAgainstIt) {
  const std::string latin2 = "<?xml version='1.0' encoding='iso-8859-2'?>Za\xBF\xF3\xB3\xE6";
  EXPECT_TRUE(decode_bytes("\xEF\xBB\xBF" + latin2).text.ends_with("Zażółć"));
  std::string cafes = "<?xml version='1.0' encoding='iso-8859-1'?>caf\xE9";
  for (int i = 0; i < 20; ++i) cafes += " \xC3\xA9";
  EXPECT_TRUE(decode_bytes(cafes).text.ends_with("Ã©"));
}

TEST(Charset, KnowsWhatNeedsNoCopy) {
  EXPECT_TRUE(is_decoded("<?xml version='1.0' encoding='UTF-8'?>é", "utf-8"));
  EXPECT_TRUE(is_decoded("plain", ""));
  for (const char* other : {"\xEF\xBB\xBFhé", "<?xml encoding='iso-8859-1'?>é", "caf\xE9",
                            "<?xml encoding='utf-7'?>+AOk-"}) {
    EXPECT_FALSE(is_decoded(other, "")) << other;
  }
  EXPECT_FALSE(is_decoded("plain", "utf-16"));
}

TEST(Charset, MendsDoubleEncoding) {
  EXPECT_EQ(mend_text("cafÃ©"), "café");
  EXPECT_EQ(mend_text("â€¦"), "…");
  EXPECT_EQ(mend_text("don\xC2\x92t"), "don’t");
  EXPECT_EQ(mend_text("naïve café 中文"), "naïve café 中文");
  EXPECT_EQ(mend_text("\xC3\x83\xC2\x81rbol"), "Árbol");  // by a control that is no character
}

TEST(Charset, LeavesNoControls) {
  for (std::size_t blanks = 0; blanks < 9; ++blanks) {  // text is looked at eight bytes at a time
    const std::string before(blanks, ' ');
    auto text = before +
                "a\x1B\xC2\x9B"
                "b\xC2\xA0\xC2\x81.\xC2\x92";
    mend_controls(text);
    EXPECT_EQ(text, before + "a›b\xC2\xA0.’");
  }
}

}  // namespace
}  // namespace heed::read
