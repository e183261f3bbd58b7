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
