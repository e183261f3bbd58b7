#include "heed/read/mail/mail.h"
#include "heed/read/mail/mbox.h"
#include "heed/read/mail/readable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "heed/read/document.h"
#include "heed/read/mail/flowed.h"

namespace heed::read {
namespace {

constexpr const char* kMessage =
    "Message-ID: <1@list.example>\r\n"
    "From: =?utf-8?B?w4lsb2RpZQ==?= <elodie@list.example>\r\n"
    "Subject: =?utf-8?Q?Caf=C3=A9?= and more\r\n"
    "Date: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
    "List-Id: \"The Weekly\" <weekly.list.example>\r\n"
    "List-Unsubscribe: <mailto:off@list.example>, <https://list.example/off?u=1>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
    "--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>Caf=E9 <a "
    "href=3D\"https://click.list.example/?url=3Dhttps%3A%2F%2Fe.example%2Fa&u=3D1\">x</a>"
    "<img src=3D\"https://list.example/p.gif\" width=3D1 "
    "height=3D1></p><script>x</script>\r\n--b--\r\n";

TEST(Mail, ReadsANewsletter) {
  const auto document = read_document(kMessage, {"letter.eml", {}, {}});
  ASSERT_TRUE(document.ok()) << document.error().what();
  const auto& list = std::get<ItemList>(*document);
  ASSERT_EQ(list.items.size(), 1u);
  const auto& item = list.items[0];
  EXPECT_EQ(item.id, "1@list.example");
  EXPECT_EQ(item.title, "Café and more");
  EXPECT_EQ(item.author, "Élodie");
  EXPECT_EQ(item.source, "The Weekly");
  EXPECT_EQ(item.unsubscribe, "https://list.example/off?u=1");
  EXPECT_EQ(to_rfc3339(*item.published), "2026-03-02T09:00:00Z");
  EXPECT_EQ(item.content_html, "<p>Café <a href=\"https://e.example/a\">x</a></p>");
  EXPECT_EQ(item.text, "Café x");
}

std::string part_of(const std::string& type, const std::vector<std::string>& parts) {
  static int number = 0;
  const auto boundary = "b" + std::to_string(++number);
  auto part = "Content-Type: " + type + "; boundary=" + boundary + "\n\n";
  for (const auto& inner : parts) part += "--" + boundary + "\n" + inner + "\n";
  return part + "--" + boundary + "--\n";
}

std::string leaf(const std::string& headers, const std::string& text) {
  return "Content-Type: " + headers + "\n\n" + text;
}

Item letter(const std::string& part) {
  return read_mail("From: A <a@b.example>\nSubject: x\nMIME-Version: 1.0\n" + part, "letter")
      .items.at(0);
}

TEST(Mail, ShowsTheBestOfAlternativesAndEveryPartOfAMixture) {
  const auto plain = leaf("text/plain", "plain"), html = leaf("text/html", "<p>html");
  const auto picture = leaf("image/png; name=a.png", "x");
  EXPECT_EQ(letter(part_of("multipart/alternative", {plain, html})).text, "html");
  EXPECT_EQ(letter(part_of("multipart/alternative", {html, plain})).text, "html");
  EXPECT_EQ(
      letter(part_of("multipart/alternative", {plain, leaf("text/html", "<img src=x>")})).text,
      "plain");
  EXPECT_EQ(letter(part_of("multipart/alternative", {plain, leaf("text/calendar", "x")})).text,
            "plain");
  EXPECT_EQ(letter(part_of("multipart/mixed", {plain, picture, leaf("text/plain", "after")})).text,
            "plain\nafter");
  // What the first leaves open doesn't swallow the second.
  const auto split = letter(part_of(
      "multipart/alternative",
      {plain, part_of("multipart/mixed", {leaf("text/html", "<b>one<!--"), picture, html})}));
  EXPECT_EQ(split.content_html, "<div><b>one</b></div><div><p>html</p></div>");
  EXPECT_EQ(letter(part_of("multipart/related", {html, leaf("text/html", "a frame")})).text,
            "html");
  EXPECT_EQ(letter(part_of("multipart/related; start=\"<r@x>\"",
                           {plain, leaf("text/html\nContent-ID: <r@x>", "root")}))
                .text,
            "root");
}

TEST(Mail, TellsALetterFromWhatItCarries) {
  const std::string plain = leaf("text/plain", "My own words"), page = "<p>page";
  for (const auto* file : {"text/html; name=\"page.html\"",
                           "text/html\nContent-Disposition: inline; filename=page.html",
                           "text/html\nContent-Disposition: attachment"}) {
    EXPECT_EQ(letter(part_of("multipart/mixed", {plain, leaf(file, page)})).text, "My own words");
  }
  // There is nothing else.
  EXPECT_EQ(letter(part_of("multipart/mixed", {leaf("text/html; name=a.html", page)})).text,
            "page");
  const auto original = leaf("message/rfc822",
                             "From: Shop <s@shop.example>\nSubject: Invoice & more\n"
                             "Content-Type: text/html\n\n<p>Invoice of the shop</p>");
  EXPECT_EQ(letter(part_of("multipart/mixed", {plain, original})).content_html,
            "<div>My own words</div><div><h2>Invoice &amp; more</h2><p>Shop</p></div>"
            "<div><p>Invoice of the shop</p></div>");
  const auto attached = leaf("message/rfc822\nContent-Disposition: attachment; filename=a.eml",
                             "From: b@b.example\nSubject: Birds\n\nThe story of the birds.");
  EXPECT_EQ(letter(part_of("multipart/mixed", {attached, plain})).text,
            "My own words\nBirds\nb@b.example\nThe story of the birds.");
  const std::string words(600, 'w');
  EXPECT_EQ(letter(part_of("multipart/mixed", {leaf("text/plain", words), attached})).text, words);
  EXPECT_EQ(letter(part_of("multipart/report; report-type=delivery-status",
                           {plain, leaf("message/delivery-status", "Action: failed"), original}))
                .text,
            "My own words");
}

TEST(Mail, ShowsTheMessagesOfADigest) {
  const auto digest = part_of("multipart/digest", {"\nFrom: A <a@x.example>\nSubject: One\n\nfirst",
                                                   "\nFrom: b@x.example\nSubject: Two\n\nsecond"});
  EXPECT_EQ(letter(part_of("multipart/mixed", {leaf("text/plain", "Topics"), digest})).text,
            "Topics\nOne\nA\nfirst\nTwo\nb@x.example\nsecond");
}

TEST(Mail, JoinsTheLinesOfFlowedText) {
  EXPECT_EQ(unflowed("a b \r\nc\r\n\r\n d\r\n> q \r\n> r\r\n>> s\r\n-- \r\nJ", false),
            "a b c\n\nd\n> q r\n>> s\n-- \nJ");
  EXPECT_EQ(unflowed("\xE6\x97\xA5 \n\xE6\x9C\xAC", true), "\xE6\x97\xA5\xE6\x9C\xAC");
  EXPECT_EQ(letter(leaf("text/plain; format=flowed", "one \ntwo\n\nthree")).content_html,
            "<p>one two</p><p>three</p>");
}

TEST(Mail, APageSavedAsMhtmlIsAPageFromWhereItWas) {
  const std::string words(300, 'w');
  const auto html =
      "<title>Flood | The Post</title><nav><a href=/>Home</a></nav><article><h1>Flood"
      "</h1><p class=byline>By Jane Doe</p><p>The river rose, " +
      words + ".<p>And fell <a href='./more'>again</a>, " + words + ".</article>";
  const auto mhtml =
      "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/flood\n"
      "Subject: Flood | The Post\nDate: Tue, 5 Mar 2024 11:34:56 -0000\nMIME-Version: 1.0\n" +
      part_of("multipart/related; type=\"text/html\"",
              {leaf("text/html", html), leaf("text/html", "<p>a frame"), leaf("image/png", "x")});
  const auto document = read_document(mhtml, {"page.mhtml", {}, {}});
  ASSERT_TRUE(document.ok());
  const auto& item = std::get<Page>(*document).item;
  const auto bare = read_page(html, "https://post.example/flood").item;
  EXPECT_EQ(item.link, "https://post.example/flood");
  EXPECT_EQ(item.title, "Flood");
  EXPECT_EQ(item.author, "Jane Doe");
  EXPECT_EQ(item.content_html, bare.content_html);
  EXPECT_THAT(item.content_html, testing::HasSubstr("https://post.example/more"));
  EXPECT_FALSE(item.published);
  const auto page = read_html(mhtml, {"page.mhtml", {}, {}});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->item.text, bare.text);
}

TEST(Mail, IsWhereItSaysToBeOnTheWeb) {
  const auto post = [](const std::string& value) {
    return letter("List-Post: " + value + "\nContent-Type: text/plain\n\nx").link;
  };
  EXPECT_EQ(post("<https://b.example/p/rye?utm_source=mail>"), "https://b.example/p/rye");
  EXPECT_EQ(post("<mailto:list@b.example>"), "");
  EXPECT_EQ(post("<https://groups.example/x/post>, <mailto:x@groups.example>"), "");
  EXPECT_EQ(post("<https://b.example/>"), "");

  const std::string view = "View this post on the web at https://b.example/p/rye";
  const auto plain = letter(leaf("text/plain", view + "\n\nRye is a grain."));
  EXPECT_EQ(plain.link, "https://b.example/p/rye");
  EXPECT_EQ(plain.text, "Rye is a grain.");
  EXPECT_EQ(letter(part_of("multipart/alternative",
                           {leaf("text/plain", view), leaf("text/html", "<p>Rye is a grain.")}))
                .link,
            "https://b.example/p/rye");
  EXPECT_EQ(letter(leaf("text/plain", "I read " + view + " today.")).link, "");

  const auto link = [](const std::string& html) {
    return letter(leaf("text/html", html + "<p>Rye is a grain.")).link;
  };
  const auto a = [](const std::string& href, const std::string& words) {
    return "<p>7 February | <a href='" + href + "'>" + words + "</a></p>";
  };
  EXPECT_EQ(link(a("https://b.example/p/rye", "Read Online")), "https://b.example/p/rye");
  EXPECT_EQ(
      link(a("https://click.b.example/?url=https%3A%2F%2Fb.example%2Frye", "view in browser")),
      "https://b.example/rye");
  for (const auto* counter : {"https://link.mail.example/ss/c/u001.abc/h0", "mailto:a@b.example",
                              "https://b.us1.list-manage.com/track/click?u=abc"}) {
    EXPECT_EQ(link(a(counter, "View in your browser")), "");
  }
  EXPECT_EQ(link(a("https://b.example/rye", "Rye")), "");
  EXPECT_EQ(link(a("https://b.example/1", "Read online") + a("https://b.example/2", "Read online")),
            "");
}

TEST(Mail, LeavesOutTheNoticesAroundALetter) {
  const auto text = [](const std::string& html) { return letter(leaf("text/html", html)).text; };
  EXPECT_EQ(text("<table><tr><td>Trouble reading? <a href=//a>View this email in your browser</a>"
                 "<tr><td><a href=//b><img src=i> READ IN APP</a><tr><td><p>Rye is a grain."
                 "</table><div><a href=//c>Unsubscribe</a> | <a href=//d>Manage preferences</a>"),
            "Rye is a grain.");
  const std::string sentence =
      "Of all my letters this one about rye is better read in the "
      "web version, for its pictures move.";
  EXPECT_EQ(text("<p>Of all my letters this one about rye is better read in the <a href=//a>web "
                 "version</a>, for its pictures move.</p>"),
            sentence);
  EXPECT_EQ(
      text("<p><a href=//a>Unsubscribe</a> is a bad word, and everybody should know why it is so."
           "</p>"),
      "Unsubscribe is a bad word, and everybody should know why it is so.");
  std::string stories, words;  // of a list
  for (const std::string n : {"1", "2", "3"}) {
    stories += "<p>Story " + n + "</p><p><a href=//a/" + n + ">Read online</a></p>";
    words += (words.empty() ? "Story " : "\nStory ") + n + "\nRead online";
  }
  EXPECT_EQ(text(stories), words);
}

TEST(Mail, KeepsWhatALetterSaysBesideItsNotices) {
  const auto text = [](const std::string& html) {
    return read_mail("From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + html,
                     "letter")
        .items.at(0)
        .text;
  };
  const std::string leave = "<a href='https://b.example/u'>Unsubscribe</a>";
  EXPECT_THAT(text("<body>Your code is 483920.<br><br>" + leave + "</body>"),
              testing::HasSubstr("483920"));
  EXPECT_THAT(text("<p>By Jane: <b>Cats</b>. <a href='https://b.example/p'>Read online</a></p>"),
              testing::HasSubstr("Cats"));
  EXPECT_THAT(text("<div><h1>Rates rise</h1>" + leave + "</div><p>They rise again.</p>"),
              testing::HasSubstr("Rates rise"));
  EXPECT_THAT(text("<p><a href='https://a.example/c'>Climate</a> (<a "
                   "href='https://b.example/c'>read online</a>)</p><p>More.</p>"),
              testing::HasSubstr("Climate"));
}

TEST(Mail, ReadsALetterThatHasAName) {
  const std::string part = "\n--b\nContent-Type: text/plain", end = "\n--b--\n";
  const std::string head =
      "Subject: x\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=b\n";
  const auto text = [](const std::string& mail) { return read_mail(mail, "m").items.at(0).text; };
  EXPECT_EQ(text(head + part + "; name=\"body.txt\"\n\nThe letter." + part + "\n\nThe list." + end),
            "The letter.\nThe list.");
  EXPECT_EQ(text(head + part + "\n\nThe letter." + part + "; name=\"more.txt\"\n\nA file." + end),
            "The letter.");
  EXPECT_EQ(text("Subject: x\nContent-Disposition: attachment\nContent-Type: text/html\n\n<p>All."),
            "All.");
}

TEST(Mail, TakesWhatAMailProgramNotedInAnMbox) {
  const auto mbox_of = [](const std::string& header) {
    return "From a@b.example Mon Mar  2 10:00:00 2026\nSubject: Marked\nFrom: a@b.example\n" +
           header + "\n\ntext\n";
  };
  for (const auto* header :
       {"Status: RO", "X-Mozilla-Status: 0001", "X-Gmail-Labels: =?UTF-8?Q?B=C3=BCcher,_Opened?=",
        "X-Gmail-Labels: =?UTF-8?Q?Posteingang,Ge=C3=B6ffnet?="}) {
    const auto list = read_mail(mbox_of(header), "mbox");
    ASSERT_EQ(list.items.size(), 1U) << header;
    EXPECT_TRUE(list.items[0].read) << header;
  }
  for (const auto* header :
       {"Status: O", "Status: RESOLVED", "X-Status: DONE", "X-Mozilla-Status: 0004",
        "X-Mozilla-Status: none", "X-Gmail-Labels: Inbox,Unread", "X-Status: F"}) {
    const auto list = read_mail(mbox_of(header), "mbox");
    ASSERT_EQ(list.items.size(), 1U) << header;
    EXPECT_FALSE(list.items[0].read) << header;
  }
  for (const auto* header :
       {"X-Status: D", "X-Mozilla-Status: 0009", "X-Gmail-Labels: Spam,Unread",
        "X-Gmail-Labels: Papierkorb", "X-Gmail-Labels: Sent,Opened", "X-Gmail-Labels: Draft",
        "X-Gmail-Labels: Chat", "X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=",
        "X-Gmail-Labels: =?UTF-8?Q?Messages_envoy=C3=A9s?="}) {
    const auto list = read_mail(mbox_of(header) + "\n" + mbox_of("Status: O"), "mbox");
    EXPECT_EQ(list.skipped, 1) << header;
    EXPECT_EQ(list.items.size(), 1U) << header;
  }
  const auto labelled = read_mail(
      mbox_of("X-Gmail-Labels: =?UTF-8?Q?Posteingang,Ungelesen,Wichtig,\"Brot,_K=C3=A4se\",?=\n"
              " =?UTF-8?Q?Newsletters/"
              "B=C3=A4cker,Markiert,Kategorie:_Werbung,Category_Social,Category_theory?="),
      "mbox");
  EXPECT_THAT(
      labelled.items.at(0).categories,
      testing::ElementsAre("Brot, Käse", "Newsletters/Bäcker", "favourite", "Category theory"));
  // A message alone is as its sender wrote it.
  const auto alone = read_mail("Subject: Marked\nStatus: RO\nX-Status: D\n\ntext\n", "a.eml");
  ASSERT_EQ(alone.items.size(), 1U);
  EXPECT_FALSE(alone.items[0].read);
}

// RFC 5322 allows no such headers, and many write them.
TEST(Mail, ReadsHeadersWithoutEncodedWordsInTheCharsetOfTheBody) {
  struct Case {
    std::string charset, title, name;  // as bytes
    std::string read_title, read_name;
  };
  const Case cases[] = {
      {"gb2312", "\xD0\xC2\xCE\xC5", "\xD6\xD0\xCE\xC4", "新闻", "中文"},
      {"koi8-r", "\xF0\xF2\xE9\xF7\xE5\xF4", "\xE9\xD7\xC1\xCE", "ПРИВЕТ", "Иван"},
      {"iso-2022-jp", "\x1B$BCO2<E4\x1B(B", "\x1B$BCO2<E4\x1B(B", "地下鉄", "地下鉄"},
      {"utf-7", "Fr+APY-sche", "M+APw-ller", "Frösche", "Müller"},
      {"gb2312", "新闻 =?utf-8?Q?caf=C3=A9?=", "=?utf-8?Q?caf=C3=A9?=", "新闻 café", "café"},
      {"gb2312", "=?iso-8859-1?Q?caf\xE9?=", "=?utf-7?Q?M+APw-ller?=", "café", "Müller"},
  };
  for (const auto& c : cases) {
    const auto list = read_mail("From: " + c.name + " <a@b.example>\nSubject: " + c.title +
                                    "\n\tand more\nContent-Type: text/plain; charset=" + c.charset +
                                    "\n\nwords\n",
                                "raw");
    ASSERT_EQ(list.items.size(), 1u);
    EXPECT_EQ(list.items[0].title, c.read_title + " and more");
    EXPECT_EQ(list.items[0].author, c.read_name);
  }
  EXPECT_EQ(read_mail("Subject: \xD0\xC2\xCE\xC5\nFrom: a@b.example\n"
                      "Content-Type: text/plain; charset=gb2312\n\n",
                      "no words")
                .items.at(0)
                .title,
            "新闻");
  std::string groups = "+";  // "a:a:…" in UTF-7
  for (int i = 0; i < 15500; ++i) groups += "AGEAOgBhADoAYQA6";
  EXPECT_EQ(read_mail("Subject: x\nContent-Type: text/plain; charset=utf-7\nFrom: " + groups +
                          "\n\nwords\n",
                      "groups")
                .items.size(),
            1u);
}

// As programs write them, which pad each word and part characters.
TEST(Mail, ReadsEncodedWordsOfOneCharsetAsOneText) {
  struct Case {
    std::string written, read;
  };
  const Case cases[] = {
      {"=?UTF-8?B?WsO8cmljaCBuZQ==?=\n =?utf-8?b?d3MgdW5kIFdldHRlcg==?=", "Zürich news und Wetter"},
      {"=?ISO-2022-JP?B?GyRCS1xGfCROGyhC?=\n =?ISO-2022-JP?B?GyRCJUslZSE8JTkbKEI=?=\n"
       " =?ISO-2022-JP?B?GyRCJEckORsoQg==?=",
       "本日のニュースです"},
      {"=?UTF-8?B?5pys5pel44Gu4w==?=\n =?UTF-8?B?g4vjg6Xjg7zjgrk=?=", "本日のニュース"},
      {"=?UTF-8?B?Q2Fmw6k=?= =?ISO-8859-1?B?IGZy6HJlcw==?= now", "Café frères now"},
      {"a =?UTF-8?B?w6k=?= b =?UTF-8?B?w6k=?= =?UTF-8?Q?=C3=A9?=", "a é b éé"},
      {"=?UTF-8?B?w6k=?==?UTF-8?B?w6k=?=", "éé"},
      {"=?utf-8?B?R3LDvMOfZQ?=", "Grüße"},
      {"=?utf-8?Q?Gr=C3?= =?utf-8?B?vMOfZQ==?= =?utf-8?Q?\?=", "Grüße"},
      {"=?iso-8859-1?Q?It=92s?=", "It’s"},
      {"=?us-ascii*en?Q?It=92s_100=?=", "It’s 100="},
      {"=?Shift_JIS?B?h0CHig==?=", "①㈱"},
      {"=?iso-2022-jp?B?GyRCLSEtahsoQg==?=", "①㈱"},
      {"=?ks_c_5601-1987?B?jGO55rCix88=?=", "똠방각하"},
      {"=?iso-8859-9?Q?=DEi?=", "Şi"},
      {"=?x-mac-roman?Q?Gr=9F=A7e?=", "Grüße"},
  };
  for (const auto& c : cases) {
    const auto list =
        read_mail("Subject: " + c.written + "\nFrom: " + c.written +
                      " <a@b.example>\nList-Id: " + c.written + " <c.example>\n\nwords\n",
                  "words");
    ASSERT_EQ(list.items.size(), 1u);
    EXPECT_EQ(list.items[0].title, c.read);
    EXPECT_EQ(list.items[0].author, c.read);
    EXPECT_EQ(list.items[0].source, c.read);
  }
  // A comma in a name parts no addresses.
  EXPECT_EQ(
      read_mail("Subject: x\nFrom: =?UTF-8?B?RG9lLA==?= =?UTF-8?B?IEphbmU=?= <j@b.example>\n\n",
                "comma")
          .items.at(0)
          .author,
      "Doe, Jane");
}

TEST(Mail, IsOfTheZoneThatItNames) {
  struct Case {
    const char *written, *read;
  };
  const Case cases[] = {
      {"Mon, 25 Nov 2024 10:00:00 JST", "2024-11-25T01:00:00Z"},
      {"Mon, 25 Nov 2024 10:00:00 CET", "2024-11-25T09:00:00Z"},
      {"Mon, 25 Nov 2024 10:00:00 EDT", "2024-11-25T14:00:00Z"},
      {"Mon, 25 Nov 2024 10:00:00 +0800 (CST)", "2024-11-25T02:00:00Z"},
      {"Mon, 25 Nov 2024 10:00:00 +0200 GMT", "2024-11-25T08:00:00Z"},
      {"25 Nov (a holiday) 2024 10:00 -0500", "2024-11-25T15:00:00Z"},
      {"Thu, 01 Jan 1970 00:00:00 +0000", "2024-11-26T08:00:00Z"},  // no date: when it arrived
  };
  for (const auto& c : cases) {
    const auto list = read_mail("Received: by a.example; Tue, 26 Nov 2024 08:00:00 +0000\nDate: " +
                                    std::string(c.written) + "\nSubject: x\n\nwords\n",
                                "dates");
    EXPECT_EQ(to_rfc3339(list.items.at(0).published.value()), c.read) << c.written;
  }
}

TEST(Mail, LeavesOutWhatItHides) {
  const auto text = [](const std::string& html) {
    return read_mail("From: a@b.example\nSubject: x\nContent-Type: text/html\n\n" + html, "mail")
        .items.at(0)
        .text;
  };
  for (const auto* hidden :
       {"style=\"display: none !important\"", "hidden", "style='color:red;VISIBILITY:hidden'",
        "style='max-height:0px; overflow:hidden'"}) {
    EXPECT_EQ(text("<div " + std::string(hidden) + "><p>no<div>no</div></div><p>shown"), "shown");
  }
  // MJML writes so around everything, and buttons that Outlook draws in another way are for others.
  EXPECT_EQ(text("<td style='font-size:0px'><p>one</p></td><a style='mso-hide:all'>two</a>"),
            "one\ntwo");
}

TEST(Mail, ReadsEveryMessageOfAnMbox) {
  std::string mbox;
  for (int i = 0; i < 3; ++i) {
    mbox += "From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nSubject: " +
            std::to_string(i) + "\n\nHello\n>From here\n\n";
  }
  const auto list = read_mail(mbox, "box");
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_EQ(list.items[2].title, "2");
  EXPECT_EQ(list.items[2].source, "a@b.example");
  EXPECT_EQ(list.items[2].text, "Hello\nFrom here");
}

TEST(Mail, TellsAnMboxsFromLinesFromProse) {
  const std::string head = "From: a@b.example\nSubject: x\n\n";
  const auto texts = [&](const std::string& mbox) {
    std::vector<std::string> read;
    for (const auto& item : read_mail(mbox, "box").items) read.push_back(item.text);
    return read;
  };
  using testing::ElementsAre;
  EXPECT_THAT(texts("From - Mon Mar  2 10:00:00 2026\n" + head +
                    "one\n\nFrom here on we talk.\n\nFrom Monday to March\n>>From\n>>From a\n" +
                    "From b@c.example Mon Mar  2 10:00:00 2026\n\n" +  // no blank line before it
                    "From 17@xxx Tue Mar 03 10:00:00 +0000 2026\n" + head + "two\n\nFrom \n" +
                    head + "three\n\nFrom joe Wed, 04 Mar 2026 10:00:00\n" + head +
                    "four\n\nFrom 10:00 on we sleep."),
              ElementsAre("one\nFrom here on we talk.\nFrom Monday to March\n>>From\n>From a\n"
                          "From b@c.example Mon Mar 2 10:00:00 2026",
                          "two", "three", "four\nFrom 10:00 on we sleep."));
}

TEST(Mail, SkipsAFromLineWithNothingBelow) {
  const std::string from = "From - Mon Mar  2 10:00:00 2026\n";
  const auto box = from + "\n" + from + "Subject: x\nFrom: a@b.example\n\none\n\nFrom \n\n";
  EXPECT_TRUE(looks_like_mbox(box));
  const auto list = read_mail(box, "box");
  EXPECT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].title, "x");
  EXPECT_EQ(list.skipped, 2);
  EXPECT_TRUE(list.errors.empty());
}

TEST(Mail, ALongLineOfAnMboxIsCutWhereTheMessageIs) {
  constexpr std::size_t kPiece = 64 << 10;
  for (const std::size_t length : {kPiece - 2, kPiece - 1, kPiece, 3 * kPiece}) {
    const auto line = std::string(length, 'a');
    std::istringstream in("From a@b.example Mon Mar  2 10:00:00 2026\nSubject: x\n\n" + line +
                          "\n>From me\n\nFrom b@b.example Mon Mar  2 10:00:00 2026\nSubject: y\n");
    Mbox box(in);
    EXPECT_EQ(box.next(1 << 20), "Subject: x\n\n" + line + "\nFrom me\n\n") << length;
    EXPECT_EQ(box.next(1 << 20), "Subject: y\n");
    EXPECT_FALSE(box.next(1 << 20));
  }
  std::istringstream in("From \n" + std::string(20 * kPiece, 'a'));
  EXPECT_LE(Mbox(in).next(kPiece)->size(), 2 * kPiece);
}

TEST(Mail, ReadsAnMboxInPieces) {
  std::stringstream mbox;
  for (int i = 0; i < 1200; ++i) {
    mbox << "From - Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nSubject: " << i << "\n\nHello\n\n";
  }
  std::vector<std::size_t> sizes;
  read_mbox(mbox, "box", [&](const ItemList& list) {
    sizes.push_back(list.items.size());
    return sizes.size() < 2;
  });
  EXPECT_THAT(sizes, testing::ElementsAre(500, 500));
}

TEST(Mail, ReadsWhatAppleMailKeeps) {
  const std::string message = "From: a@b.example\nSubject: kept\n\nwords\n";
  const auto file = [&](int flags) {
    return std::to_string(message.size()) + "      \n" + message +
           "<?xml version=\"1.0\"?><plist><dict><key>date</key><integer>3</integer>\n"
           "<key>flags</key>\n<integer>" +
           std::to_string(flags) + "</integer></dict></plist>";
  };
  const auto document = read_document(file(1 << 8 | 1), {"1.emlx", {}, {}});
  ASSERT_TRUE(document.ok());
  const auto& item = std::get<ItemList>(*document).items.at(0);
  EXPECT_EQ(item.title, "kept");
  EXPECT_EQ(item.text, "words");
  EXPECT_TRUE(item.read);
  EXPECT_FALSE(read_mail(file(4), "2.emlx").items.at(0).read);
  EXPECT_EQ(read_mail(file(2), "3.emlx").skipped, 1);
}

TEST(Mail, NamesAListAfterItsSenderWhereOnlyAMachineCanReadItsName) {
  const auto source = [](const std::string& list_id) {
    const auto item =
        read_mail("From: The Loaf <a@b.example>\nSubject: x\nList-ID: " + list_id + "\n\nx", "m")
            .items.at(0);
    return item.source + "/" + item.source_id;
  };
  for (const std::string id :
       {"3f2a9c1d7e5b4a6088fdc2210mc list", "12345", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}) {
    EXPECT_EQ(source(id), "The Loaf/" + id);
    EXPECT_EQ(source(id + " <x.list-id.example>"), "The Loaf/x.list-id.example");
  }
  EXPECT_EQ(source("\"12345\" <12345.xt.local>"), "The Loaf/12345.xt.local");
  EXPECT_EQ(source("<12345.xt.local>"), "The Loaf/");
  for (const std::string name : {"The Weekly", "berlin-2024-announcements", "日报", "Area 51 News",
                                 "IEEE802.11 Working Group"}) {
    EXPECT_EQ(source(name), name + "/");
    EXPECT_EQ(source(name + " <x.list-id.example>"), name + "/x.list-id.example");
  }
}

TEST(Mail, KnowsAListByItsIdWhoeverWrites) {
  struct Case {
    std::string list_id, sender, title, id;
  };
  const Case cases[] = {
      {"<golang-nuts.googlegroups.com>", "Ann", "golang-nuts", "golang-nuts.googlegroups.com"},
      {"golang-nuts.googlegroups.com", "Ann", "golang-nuts", "golang-nuts.googlegroups.com"},
      {"<Golang-Nuts.googlegroups.com>", "\"'Bob' via Golang Nuts\"", "Golang Nuts",
       "golang-nuts.googlegroups.com"},
      {"\"Go Nuts\" <golang-nuts.googlegroups.com>", "Ann", "Go Nuts",
       "golang-nuts.googlegroups.com"},
      {"<platformer.substack.com>", "Casey Newton from Platformer", "Casey Newton from Platformer",
       "platformer.substack.com"},
      {"<newsletter.loaf.example>", "The Loaf", "The Loaf", ""},
      {"", "The Loaf", "The Loaf", ""},
  };
  for (const auto& c : cases) {
    const auto list = read_mail(
        "From: " + c.sender + " <a@b.example>\nSubject: x\nList-Id: " + c.list_id + "\n\nx",
        "mail");
    EXPECT_EQ(list.items.at(0).source, c.title) << c.list_id;
    EXPECT_EQ(list.items.at(0).source_id, c.id) << c.list_id;
  }
}

TEST(Mail, NamesWhoWroteThroughAList) {
  const auto author = [](const std::string& sender, const std::string& list) {
    return read_mail("From: " + sender + " <a@b.example>\nSubject: x\n" + list + "\nx", "mail")
        .items.at(0)
        .author;
  };
  const std::string list = "List-Id: <golang-nuts.googlegroups.com>\n";
  EXPECT_EQ(author("\"'Bob Lee' via golang-nuts\"", list), "Bob Lee");
  EXPECT_EQ(author("Bob Lee via Python-Dev", list), "Bob Lee");
  EXPECT_EQ(author("Bob Lee via Python-Dev", ""), "Bob Lee via Python-Dev");
  EXPECT_EQ(author("Bob Lee", list), "Bob Lee");
}

TEST(Mail, WithoutADateIsOfWhenItArrived) {
  const auto date = [](const std::string& mail) {
    const auto item = read_mail(mail, "mail").items.at(0);
    return item.published ? to_rfc3339(*item.published) : "";
  };
  const std::string from = "From: a@b.example\nSubject: x\n";
  const std::string received =
      "Received: by 2002:a05:7000:1 with SMTP id x;\n Fri, 9 Feb 2024 02:11:12 -0800 (PST)\n"
      "Received: from x by y; Thu, 8 Feb 2024 10:11:12 +0000\n";
  EXPECT_EQ(date(from + received + "\nx"), "2024-02-09T10:11:12Z");
  EXPECT_EQ(date(from + "Date: soon\n" + received + "\nx"), "2024-02-09T10:11:12Z");
  EXPECT_EQ(date(from + "Date: Freitag, 9. Februar 2024 10:11\n" + received + "\nx"),
            "2024-02-09T10:11:00Z");
  for (const auto* line : {"jane@b.example Fri Feb  9 10:11:12 2024", "- Fri Feb 09 10:11:12 2024",
                           "17@xxx Fri Feb 09 10:11:12 +0000 2024"}) {
    EXPECT_EQ(date("From " + std::string(line) + "\n" + from + "\nx\n"), "2024-02-09T10:11:12Z");
  }
  EXPECT_EQ(date("From \n" + from + "\nx\n"), "");
  const auto second = read_mail(
      "From \n" + from + "\nx\n\nFrom - Fri Feb 09 10:11:12 2024\n" + from + "\ny\n", "box");
  EXPECT_EQ(to_rfc3339(second.items.at(1).published.value()), "2024-02-09T10:11:12Z");
}

TEST(Mail, BoundsNesting) {
  std::string deep = "Subject: x\nFrom: a@b.example\nMIME-Version: 1.0\n";
  for (int i = 0; i < 500; ++i) {
    const auto boundary = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  deep += "Content-Type: text/plain\n\nx\n";
  EXPECT_EQ(read_mail(deep, "deep").items.size(), 1u);
}

TEST(Mail, IsReadUpToWhatGoesTooFar) {
  std::string groups = "Subject: x\nFrom: ", parts = kMessage, names = "Subject: x\n";
  for (int i = 0; i < 200000; ++i) groups += "a:";
  for (int i = 0; i < 200000; ++i) parts += "--b\n\nx\n";
  for (int i = 0; i < 200000; ++i) names += "A: b\n";
  for (const auto& mail : {groups + "\n\nx", parts, names + "\nx",
                           "Subject: x\nTo: " + std::string(1 << 20, 'a') + "\n\nx"}) {
    const auto list = read_mail(mail, "much");
    EXPECT_EQ(list.items.size(), 1u);
    ASSERT_EQ(list.errors.size(), 1u) << mail.substr(0, 80);
    EXPECT_LT(readable_length(mail), 400000u);
  }
  std::string box;  // each message has its own measure
  for (int i = 0; i < 100; ++i) {
    box += "From - Mon Mar  2 10:00:00 2026\nFrom: a@b.example\n\n";
    for (int j = 0; j < 1000; ++j) box += "a: b\n";
    box += "\n";
  }
  EXPECT_TRUE(read_mail(box, "box").errors.empty());
  EXPECT_EQ(readable_length(kMessage), std::string(kMessage).size());
}

TEST(Mail, IsToldFromOtherText) {
  EXPECT_TRUE(looks_like_mail(kMessage));
  EXPECT_TRUE(looks_like_mail("From  : a@b.example\nSubject  : x\n\nhello"));
  EXPECT_TRUE(looks_like_mail(
      "From: a@b.example\nquite Delivered-To: c@d.example\nSubject: x\nMessage-ID: <1@b>\n\nx"));
  EXPECT_FALSE(looks_like_mail("Dear all:\n\nhello"));
  EXPECT_FALSE(looks_like_mail("Subject: what I think\nThis is prose, no header.\nNor is this."));
  EXPECT_FALSE(looks_like_mail("<html>"));
  EXPECT_FALSE(looks_like_mail(""));
}

}  // namespace
}  // namespace heed::read
