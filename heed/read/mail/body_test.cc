// Which of a message's parts are its words.
#include <gtest/gtest.h>

#include "heed/read/mail/mail.h"

namespace heed::read {
namespace {

ItemList letter(const std::string& type_and_body, const std::string& subject = "s") {
  return read_mail("From: Ann <a@a.example>\nMessage-ID: <1@a.example>\nSubject: " + subject +
                       "\nContent-Type: " + type_and_body,
                   "letter");
}

TEST(MailBody, IsTextInAnyFormThatIsText) {
  struct Case {
    std::string written, text;
  };
  const std::string next = "\n--b\nContent-Type: ", end = "\n--b--\n";
  const Case cases[] = {
      {"text/markdown\n\n# words", "# words"},
      {"text/calendar\n\nSUMMARY:words", "SUMMARY:words"},
      {"text\n\nwords", "words"},
      {"charset=utf-8\n\nwords", "words"},
      {"html\n\n<html><p>words</p></html>", "words"},
      {"multipart/mixed\n\nwords", "words"},
      {"multipart/mixed; boundary=b\n\nwords", "words"},
      {"multipart/mixed; boundary=b\n" + next + "text/markdown\n\n# words" + next +
           "application/pdf\n\nx" + end,
       "# words"},
      {"multipart/alternative; boundary=b\n" + next + "text/plain\n\nwords" + next +
           "text/calendar\n\nSUMMARY:x" + next + "text/x-amp-html\n\n<p>x" + end,
       "words"},
      {"multipart/mixed; boundary=b\n" + next + "text/plain\n\nwords" + next +
           "text/vcard\n\nBEGIN:VCARD" + end,
       "words"},
  };
  for (const auto& c : cases) EXPECT_EQ(letter(c.written).items.at(0).text, c.text) << c.written;
}

TEST(MailBody, HasNoSignatureAroundItsWords) {
  const std::string begin = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n";
  const std::string words = "Words\n- -----\n- - and more\n";
  const std::string end =
      "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=x\n-----END PGP SIGNATURE-----\n";
  const auto text = [](const std::string& said) {
    return letter("text/plain\n\n" + said).items.at(0).text;
  };
  EXPECT_EQ(text(begin + words + end), "Words\n-----\n- and more");
  EXPECT_EQ(text("Above\n" + begin + words + end + "Below"),
            "Above\nWords\n-----\n- and more\nBelow");
  EXPECT_NE(text(begin + words).find("SHA512"), std::string::npos) << "it breaks off";
  EXPECT_EQ(text("-----BEGIN PGP SIGNED MESSAGE-----\nis how it begins\n\nand so on\n" + end)
                .substr(35, 16),
            "is how it begins");
}

TEST(MailBody, SaysWhereItCanBeSeenInManyWays) {
  for (const std::string line :
       {"Email not displaying correctly? <a href=U>View it in your browser</a>.",
        "Having trouble viewing this email? <a href=U>Click here</a>",
        "<a href=U>View in browser</a> | <a href=https://a.example/ad>Advertise</a>",
        "View this email <a href=U>in your browser</a>", "<a href=U><b>View in browser</b></a>",
        "<b><a href=U>View in browser</a></b>", "<a href=U>在浏览器中查看</a>",
        "如果邮件无法正常显示，请<a href=U>点击此处</a>", "<a href=U>ブラウザで見る</a>",
        "<a href=U>Открыть в браузере</a>"}) {
    auto html = "<p>" + line + "</p><p>The harbour has been frozen for three weeks.</p>";
    for (auto at = html.find("=U>"); at != html.npos; at = html.find("=U>")) {
      html.replace(at, 2, "=https://a.example/p/1");
    }
    const auto item = letter("text/html; charset=utf-8\n\n" + html).items.at(0);
    EXPECT_EQ(item.link, "https://a.example/p/1") << line;
    EXPECT_EQ(item.text, "The harbour has been frozen for three weeks.") << line;
  }
  for (const std::string line :
       {"Het gaat niet goed met de bijen, lees het verhaal <a href=https://a.example/b>hier</a>.",
        "You can't see this exhibition for long. Book tickets <a "
        "href=https://a.example/b>here</a>.",
        "Tesla +3.2% <a href=https://a.example/b>Share</a>",
        "Tickets on sale! <a href=https://a.example/b>Subscribe</a>",
        "The new atlas: <a href=https://a.example/b>in your browser</a>"}) {
    const auto item = letter("text/html\n\n<p>Words.</p><p>" + line + "</p>").items.at(0);
    EXPECT_EQ(item.link, "") << line;
    EXPECT_NE(item.text.find(line.substr(0, 6)), std::string::npos) << line;
  }
  const auto headline = letter(
      "text/html\n\n<p><a href=https://a.example/2>Ice in the harbour</a> · "
      "<a href=https://a.example/1>Read online</a></p><p>Words.</p>");
  EXPECT_NE(headline.items.at(0).text.find("Ice in the harbour"), std::string::npos);
}

TEST(MailBody, IsWhereItIsDiscussed) {
  EXPECT_EQ(
      letter("text/html\n\n<p>Words.</p><blockquote><a href=https://groups.google.com/d/msgid/l/1"
             ">x</a></blockquote><p><a href=https://groups.google.com/d/msgid/l/2>x</a></p>")
          .items.at(0)
          .link,
      "https://groups.google.com/d/msgid/l/2");
  EXPECT_EQ(letter("text/html\n\n<p>Words.</p><a href=https://github.com/a/b>View it on GitHub</a>")
                .items.at(0)
                .link,
            "");
  EXPECT_EQ(
      letter("text/html\n\n<p>Words.</p><p>Reply to this email directly, <a href="
             "https://github.com/a/b/issues/1#issuecomment-2>view it on GitHub</a>, or not.</p>")
          .items.at(0)
          .link,
      "https://github.com/a/b/issues/1#issuecomment-2");
}

TEST(MailBody, WithoutWordsIsNothingToRead) {
  const std::string part = "multipart/mixed; boundary=b\n\n--b\nContent-Type: ", end = "\n--b--\n";
  for (const auto& written :
       {std::string("application/pkcs7-mime; smime-type=signed-data\n\nx"),
        std::string("pdf\n\n%PDF\x01\x02"),
        part + "application/pdf\nContent-Disposition: attachment\n\nx" + end,
        part + "message/rfc822\n\nSubject: x\nContent-Type: application/pdf\n\nx" + end,
        std::string("multipart/encrypted; boundary=b\n\n--b\n"
                    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n")}) {
    const auto list = letter(written);
    EXPECT_TRUE(list.items.empty()) << written;
    EXPECT_EQ(list.skipped, 1) << written;
  }
  EXPECT_EQ(letter("text/plain\n\n", "").skipped, 1);
  EXPECT_EQ(letter("text/plain\n\n", "All is said").items.at(0).title, "All is said");
  EXPECT_EQ(letter("text/html\n\n<img src='https://a.example/1.png'>", "").items.at(0).title,
            "Ann");
}

TEST(MailBody, IsSeenFromItsBaseAndIsWhereItWasArchived) {
  const auto list = read_mail(
      "Subject: s\nArchived-At: <https://l.example/1/>\nContent-Type: text/html\n\n"
      "<base href='https://b.example/d/'><p><a href=p>x</a></p>",
      "letter");
  EXPECT_EQ(list.items.at(0).content_html, "<p><a href=\"https://b.example/d/p\">x</a></p>");
  EXPECT_EQ(list.items.at(0).link, "https://l.example/1/");
}

}  // namespace
}  // namespace heed::read
