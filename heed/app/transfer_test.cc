#include "heed/app/transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "heed/app/feedback.h"
#include "heed/app/interests.h"
#include "heed/app/settings.h"
#include "heed/app/sources.h"
#include "heed/app/test_home.h"

namespace heed::app {
namespace {

using testing::HasSubstr;

Json exported(Home& home) {
  std::ostringstream out;
  export_home(home, out);
  return Json::parse(out.str());
}

TEST_F(HomeTest, ExportsAndImportsTheSameBytes) {
  store({item("1", "Kept", "https://a.org/1"), item("2", "电池", "", "两行\n文字 \"quoted\"")});
  add_interest(home, "battery", 0.5);
  give_feedback(home, "like", std::vector{id_of("Kept")});
  give_feedback(home, "hide", std::vector{id_of("电池")});
  undo(home, 1);
  set_setting(home, "pace", "2");
  set_full_text(home, "Post", "demand");
  home.store().sources.change_identity("rss", "Post", "The Post");  // the id stays
  home.store().items.set_whole(1, {"<p>All of it</p>", "All of it", true}, 3);
  std::ostringstream first, second;
  export_home(home, first);

  const TemporaryFolder elsewhere;
  Home copy({elsewhere.path(), kNow, 0});
  import_home(copy, first.str(), "export");
  export_home(copy, second);
  EXPECT_EQ(first.str(), second.str());
  EXPECT_EQ(app::item(copy, id_of("Kept")), app::item(home, id_of("Kept")));
  EXPECT_EQ(number_setting(copy, "pace"), 2);
  EXPECT_EQ(find_source(copy, "Post").full_text, "demand");
  EXPECT_TRUE(copy.store().items.body(1).whole);
  EXPECT_EQ(search(copy, "文字", 5).size(), 1u);
  EXPECT_EQ(redo(copy, 1)["events"], redo(home, 1)["events"]);
  EXPECT_THROW(import_home(copy, first.str(), "export"), Error) << "not empty";
}

TEST_F(HomeTest, RefusesToImportAnythingElseAndStaysEmpty) {
  for (const auto* bad : {"", "[]", "{}", R"({"heed":9,"sources":[],"items":[],"events":[]})",
                          R"({"heed":1,"sources":[],"items":[{"id":"x"}],"events":[]})",
                          R"({"heed":1,"sources":[],"items":[],"events":[{"id":1,
                             "time":"2026-01-01T00:00:00Z","by":"person","kind":"settings",
                             "facet":"setting","subject":"pace","value":"fast","item":null,
                             "why":"","undoes":null,"undone":false}]})"}) {
    EXPECT_THROW(import_home(home, bad, "bad"), Error) << bad;
  }
  EXPECT_EQ(home.store().items.count(), 0);
}

TEST_F(HomeTest, SaysWhichPartOfAnExportIsWrong) {
  store({item("1", "Kept", "https://a.org/1")});
  const auto whole = exported(home);
  const auto refused = [&](const std::function<void(Json&)>& spoil) {
    auto damaged = whole;
    spoil(damaged);
    const TemporaryFolder elsewhere;
    Home other({elsewhere.path(), kNow, 0});
    try {
      import_home(other, damaged.dump(), "file.json");
    } catch (const Error& e) {
      EXPECT_EQ(e.failure, Failure::bad_input);
      EXPECT_EQ(e.where, "file.json");
      return e.message;
    }
    return std::string();
  };
  EXPECT_THAT(refused([](Json& d) { d["items"].push_back(d["items"][0]); }),
              HasSubstr("items[1]: item"));
  EXPECT_THAT(refused([](Json& d) { d["items"][0]["time"] = "foo"; }),
              HasSubstr("items[0]: not a time: foo"));
  EXPECT_THAT(refused([](Json& d) { d["items"][0].erase("title"); }),
              HasSubstr("items[0]: a field is missing"));
  EXPECT_THAT(refused([](Json& d) { d["sources"].push_back(d["sources"][0]); }),
              HasSubstr("sources[1]: id"));
  EXPECT_THAT(refused([](Json& d) { d["sources"][0]["title"] = 1; }),
              HasSubstr("sources[0]: a field is of the wrong type"));
  EXPECT_THAT(refused([](Json& d) { d["items"][0]["minutes"] = -5; }), HasSubstr("minutes"));
  EXPECT_THAT(refused([](Json& d) { d["items"][0]["minutes"] = 1e308; }), HasSubstr("minutes"));
  EXPECT_THAT(refused([](Json& d) { d["items"][0]["id"] = ""; }), HasSubstr("id is empty"));
  const auto event = [](const char* by, const char* value) {
    return Json{{"id", 1},          {"time", "2026-01-01T00:00:00Z"},
                {"by", by},         {"kind", "story join"},
                {"facet", "story"}, {"subject", "join a b"},
                {"value", value},   {"item", nullptr},
                {"why", ""},        {"undoes", nullptr},
                {"undone", false}};
  };
  EXPECT_THAT(refused([&](Json& d) { d["events"] = Json::array({event("nobody", "[]")}); }),
              HasSubstr("events[0]: by neither"));
  EXPECT_THAT(refused([&](Json& d) { d["events"] = Json::array({event("person", "x")}); }),
              HasSubstr("an event's value"));
  EXPECT_THAT(refused([](Json& d) { d["sources"][0]["full_text"] = "often"; }),
              HasSubstr("full text: often"));
  EXPECT_THAT(refused([](Json& d) { d.erase("events"); }), HasSubstr("it lists no events"));
  EXPECT_THAT(refused([](Json& d) { d["heed"] = "1"; }), HasSubstr("of which heed"));
}

TEST_F(HomeTest, TakesNoLinkThatRunsFromAnExport) {
  store({item("1", "Kept", "https://a.org/1")});
  auto evil = exported(home);
  evil["items"][0]["url"] = "javascript:alert(1)";
  evil["items"][0]["unsubscribe"] = "javascript:alert(2)";
  evil["sources"][0]["url"] = "file:///etc/hostname";
  const TemporaryFolder elsewhere;
  Home copy({elsewhere.path(), kNow, 0});
  import_home(copy, evil.dump(), "file.json");
  std::ostringstream again;
  export_home(copy, again);
  EXPECT_EQ(again.str().find("javascript:"), std::string::npos);
  EXPECT_EQ(again.str().find("file:"), std::string::npos);
}

// Exports of before said so beside the source's title.
TEST_F(HomeTest, TakesWhatAnOlderExportSaysOfFullTexts) {
  store({item("1", "Kept", "https://a.org/1")});
  auto older = exported(home);
  older["sources"][0]["full_text"] = "always";
  const TemporaryFolder elsewhere;
  Home copy({elsewhere.path(), kNow, 0});
  import_home(copy, older.dump(), "file.json");
  EXPECT_EQ(find_source(copy, "Post").full_text, "always");
  EXPECT_TRUE(undo(copy, 1)["events"].empty()) << "it was said long ago";
}

}  // namespace
}  // namespace heed::app
