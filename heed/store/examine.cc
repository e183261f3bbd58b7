#include "heed/store/examine.h"

#include "heed/base/error.h"
#include "heed/store/database.h"
#include "heed/store/schema.h"

namespace heed::store {
namespace {

constexpr std::size_t kMost = 20;

std::int64_t count(Database& database, std::string_view sql) {
  auto q = database.query(sql);
  q.next();
  return q.integer(0);
}

// The full-text index can only be checked against the texts by a table that may be written. So a
// temporary one is given the index as it is stored, and a view of the same texts. An index of
// before was cut in another way, and is made anew when its file is brought up to date: it is
// checked by itself.
void check_words(Database& database, int version) {
  database.script("PRAGMA temp_store=FILE");  // the index may be larger than memory
  bool beginnings = false;                    // an index of before has none
  {
    auto q = database.query(
        "SELECT 1 FROM main.sqlite_schema WHERE name = 'item_words' AND sql LIKE '%prefix=%'");
    beginnings = q.next();
  }
  database.script("CREATE TEMP VIEW item_texts AS SELECT * FROM main.item_texts");
  database.script(
      std::string("CREATE VIRTUAL TABLE temp.item_words USING fts5(title, author, text, "
                  "content='item_texts', content_rowid='row', tokenize='heed'") +
      (beginnings ? ", prefix='1 2')" : ")"));
  for (const std::string part : {"data", "idx", "docsize", "config"}) {
    const auto name = "item_words_" + part;
    database.script("DELETE FROM temp." + name + "; INSERT INTO temp." + name +
                    " SELECT * FROM main." + name);
  }
  database.run("INSERT INTO temp.item_words (item_words, rank) VALUES ('integrity-check', ?)",
               version >= kFoldedWords);
}

std::vector<std::string> damage(Database& database, int version) {
  std::vector<std::string> found;
  const auto look = [&](const auto& at) {
    try {
      at();
    } catch (const Error& error) {
      found.push_back(error.message);  // too damaged even to be looked at
    }
  };
  look([&] {
    auto q = database.query("PRAGMA main.integrity_check(20)");
    while (found.size() < kMost && q.next()) {
      if (q.view(0) != "ok") found.push_back(q.text(0));
    }
  });
  look([&] {
    auto q = database.query("PRAGMA main.foreign_key_check");
    while (found.size() < kMost && q.next()) {
      found.push_back("a row of " + q.text(0) + " belongs to none of " + q.text(2));
    }
  });
  look([&] { check_words(database, version); });
  return found;
}

}  // namespace

Examination examine(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw Error(Failure::not_found, "nothing is stored here", file.string(),
                "choose another folder with --home");
  }
  Examination found;
  try {
    Database database(file, Database::Mode::look);
    found.version = version_of_heed(database);
    if (found.version == 0) return found;  // empty: nothing was ever stored
    found.damage = damage(database, found.version);
    if (!found.whole()) return found;
    found.items = count(database, "SELECT count(*) FROM items");
    found.events = count(database, "SELECT count(*) FROM events");
  } catch (const Error& error) {
    if (error.remedy != kDamageRemedy) throw;
    found.damage.push_back(error.message);
  }
  return found;
}

}  // namespace heed::store
