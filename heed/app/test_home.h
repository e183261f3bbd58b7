// For tests of use cases: a person's home in a temporary folder, and items to put there.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "heed/app/home.h"
#include "heed/app/ingest.h"
#include "heed/app/items.h"
#include "heed/base/files.h"
#include "heed/store/store.h"

namespace heed::app {

inline const Time kNow = *parse_rfc3339("2026-11-22T12:00:00Z");

// As if it had been fetched just now; of type "" where the source has none.
inline void keep_icon(Home& home, const std::string& source, std::string type, std::string bytes) {
  const auto named = home.store().sources.named(source).at(0);
  home.store().sources.set_icon(named, {std::move(type), std::move(bytes), home.now()});
}

class HomeTest : public testing::Test {
 protected:
  store::Source source(std::string name = "Post") {
    store::Source s;
    s.identity = s.title = std::move(name);
    s.kind = "rss";
    return home.store().sources.find_or_add(s);
  }
  static read::Item item(std::string id, std::string title, std::string link,
                         std::string text = "some words") {
    read::Item i;
    i.id = std::move(id);
    i.title = std::move(title);
    i.link = std::move(link);
    i.text = std::move(text);
    i.published = kNow - std::chrono::hours(5);
    return i;
  }
  Counts store(const std::vector<read::Item>& items) {
    Ingest ingest(home, [&](const Json& report) { reports.push_back(report); });
    ingest.store(source(), items);
    return ingest.counts();
  }
  std::vector<std::string> titles() {
    std::vector<std::string> out;
    for (const auto& i : items(home, {})) out.push_back(i["title"]);
    return out;
  }
  std::string id_of(const std::string& title) {
    for (const auto& i : items(home, {})) {
      if (i["title"] == title) return i["id"];
    }
    return "";
  }

  TemporaryFolder folder;
  Home home{{folder.path() / "home", kNow, 0}};
  std::vector<Json> reports;
};

}  // namespace heed::app
