#include "heed/store/schema.h"

#include <string>
#include <system_error>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/store/copies.h"

namespace heed::store {
namespace {

constexpr int kApplicationId = 0x68656564;  // "heed"

constexpr const char* kFirst = R"sql(
CREATE TABLE sources (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  identity TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  site TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  folder TEXT NOT NULL DEFAULT '',
  allowed TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  last_fetch INTEGER,
  next_fetch INTEGER,
  last_error TEXT NOT NULL DEFAULT '',
  failures INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE items (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source INTEGER NOT NULL REFERENCES sources(row) ON DELETE CASCADE,
  guid TEXT NOT NULL,
  canonical TEXT NOT NULL,
  title_key INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  author TEXT NOT NULL,
  lang TEXT NOT NULL,
  time INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  minutes REAL NOT NULL
) STRICT;
CREATE INDEX items_guid ON items(source, guid) WHERE guid <> '';
CREATE INDEX items_canonical ON items(source, canonical) WHERE canonical <> '';
CREATE INDEX items_title ON items(source, title_key) WHERE title_key <> 0;
CREATE INDEX items_time ON items(time DESC, id);
CREATE TABLE bodies (
  row INTEGER PRIMARY KEY REFERENCES items(row) ON DELETE CASCADE,
  html TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE VIEW item_texts AS
  SELECT items.row AS row, items.title AS title, items.author AS author, bodies.text AS text
  FROM items JOIN bodies ON bodies.row = items.row;
CREATE VIRTUAL TABLE item_words USING fts5(
  title, author, text, content='item_texts', content_rowid='row', tokenize='heed');
CREATE TABLE encoders (
  row INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  width INTEGER NOT NULL
) STRICT;
CREATE TABLE vectors (
  encoder INTEGER NOT NULL REFERENCES encoders(row) ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES items(row) ON DELETE CASCADE,
  vector BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX vectors_item ON vectors(item, encoder);
CREATE TABLE phrase_vectors (
  encoder INTEGER NOT NULL REFERENCES encoders(row) ON DELETE CASCADE,
  phrase TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (encoder, phrase)
) STRICT;
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('person', 'heed')),
  kind TEXT NOT NULL,
  facet TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT,
  item TEXT,
  why TEXT NOT NULL,
  undoes INTEGER
) STRICT;
CREATE INDEX events_subject ON events(facet, subject, id) WHERE facet <> '';
CREATE INDEX events_item ON events(item) WHERE item IS NOT NULL;
CREATE TABLE undone (event INTEGER PRIMARY KEY) STRICT;
CREATE TABLE state (
  facet TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL,
  time INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (facet, subject)
) STRICT, WITHOUT ROWID;
)sql";

// What a newsletter's item says besides its words: how to leave the list, and its publisher's
// categories.
constexpr const char* kLabels = R"sql(
ALTER TABLE items ADD COLUMN unsubscribe TEXT NOT NULL DEFAULT '';
CREATE TABLE item_labels (
  item INTEGER NOT NULL REFERENCES items(row) ON DELETE CASCADE,
  label TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (item, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_labels_label ON item_labels(label, item);
)sql";

// A search by operators alone reads this index and no row.
constexpr const char* kNarrowing = R"sql(
DROP INDEX items_time;
CREATE INDEX items_time ON items(time DESC, id, source, lang, minutes);
)sql";

// What fetching remembers of a source, icons, and which bodies are the page's own text.
constexpr const char* kFetching = R"sql(
ALTER TABLE sources ADD COLUMN full_text TEXT NOT NULL DEFAULT 'never';
ALTER TABLE sources ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN moved_since INTEGER;
ALTER TABLE sources ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bodies ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
CREATE TABLE icons (
  source INTEGER PRIMARY KEY REFERENCES sources(row) ON DELETE CASCADE,
  time INTEGER NOT NULL,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
)sql";

// Vectors in blocks (made anew at the next need), beginnings of words in an index of their own;
// which languages there are and how many items a source has, without a look at every item.
constexpr const char* kSweeping = R"sql(
DROP TABLE vectors;
CREATE TABLE vector_blocks (
  row INTEGER PRIMARY KEY,
  encoder INTEGER NOT NULL REFERENCES encoders(row) ON DELETE CASCADE,
  block INTEGER NOT NULL,
  present BLOB NOT NULL,
  vectors BLOB NOT NULL,
  UNIQUE (encoder, block)
) STRICT;
DROP TABLE item_words;
CREATE VIRTUAL TABLE item_words USING fts5(
  title, author, text, content='item_texts', content_rowid='row', tokenize='heed', prefix='1 2');
INSERT INTO item_words (item_words) VALUES ('rebuild');
CREATE INDEX items_lang ON items(lang);
CREATE INDEX items_source ON items(source);
)sql";

// The lexical encoder's vectors without their zeros, made anew at the next need. A heed of before
// would not know such blocks.
constexpr const char* kSparse = R"sql(
DELETE FROM vector_blocks WHERE encoder IN
  (SELECT row FROM encoders WHERE fingerprint GLOB 'lexical-*');
)sql";

// Words are cut and folded as words.h says; before, by SQLite's unicode61.
constexpr const char* kFolding = R"sql(
INSERT INTO item_words (item_words) VALUES ('rebuild');
)sql";

// A list of subscriptions asks for each address whether it is known.
constexpr const char* kAddresses = R"sql(
CREATE INDEX IF NOT EXISTS sources_url ON sources(url);
)sql";

// A feed behind a redirect is asked conditionally, too. And models' vectors are made anew, of texts
// in scripts that they can't read by the letters: nobody asks for those of before any more.
constexpr const char* kValidated = R"sql(
ALTER TABLE sources ADD COLUMN validated TEXT NOT NULL DEFAULT '';
DELETE FROM encoders WHERE fingerprint GLOB 'bert-1-*' OR fingerprint GLOB 'static-1-*';
)sql";

// When a source's pages are asked for is what the person said, so an event: of heed's doing here,
// so that `undo` takes back what the person did last.
constexpr const char* kSaid = R"sql(
INSERT INTO events (time, actor, kind, facet, subject, value, why)
  SELECT CAST(strftime('%s', 'now') AS INTEGER), 'heed', 'sources set', 'full_text', id, full_text,
    'full text: ' || full_text
  FROM sources WHERE full_text <> 'never' ORDER BY row;
INSERT INTO state (facet, subject, value, time, event)
  SELECT facet, subject, value, time, id FROM events WHERE facet = 'full_text';
ALTER TABLE sources DROP COLUMN full_text;
)sql";

constexpr const char* kSteps[] = {kFirst,  kLabels,  kNarrowing, kFetching,  kSweeping,
                                  kSparse, kFolding, kAddresses, kValidated, kSaid};

int pragma(Database& database, std::string_view sql) {
  auto query = database.query(sql);
  return query.next() ? static_cast<int>(query.integer(0)) : 0;
}

int version(Database& database) {
  return pragma(database, "PRAGMA user_version");
}

// A whole, consistent copy beside the file, made new each time.
void keep_copy(Database& database, int before) {
  const auto copy = copy_path(database.file(), before);
  auto staged = copy;
  staged += ".new";  // what is damaged, or finds no room, takes no whole copy's place
  std::error_code ignored;
  std::filesystem::remove(staged, ignored);
  try {
    database.run("VACUUM INTO ?", staged.string());
    sync_file(staged);
    std::filesystem::rename(staged, copy);
  } catch (...) {
    std::filesystem::remove(staged, ignored);
    throw;
  }
}

void check_owner(Database& database) {
  const int owner = pragma(database, "PRAGMA application_id");
  const int objects = pragma(database, "SELECT count(*) FROM sqlite_schema");
  if (owner != kApplicationId && (owner != 0 || objects != 0)) {
    throw Error(Failure::storage, "this file belongs to another program", database.file().string(),
                "choose another folder with --home");
  }
}

int known_version(Database& database, std::span<const char* const> steps) {
  const int now = version(database);
  check_owner(database);
  if (now <= static_cast<int>(steps.size())) return now;
  throw Error(Failure::storage,
              "the data is of version " + std::to_string(now) + ", this heed knows up to " +
                  std::to_string(steps.size()),
              database.file().string(), "use the newer heed that wrote it: nothing was changed");
}

}  // namespace

std::span<const char* const> migrations() {
  return kSteps;
}

int version_of_heed(Database& database) {
  return known_version(database, migrations());
}

void migrate(Database& database, std::span<const char* const> steps) {
  const int newest = static_cast<int>(steps.size());
  int now = known_version(database, steps);
  if (now == newest) return;
  if (!database.writable()) {
    throw Error(Failure::storage,
                "the data is of version " + std::to_string(now) + ", this heed reads version " +
                    std::to_string(newest) + " and can't write it",
                database.file().string(),
                "check that you may write to its folder and that the disk has room");
  }
  if (now > 0) keep_copy(database, now);
  Transaction transaction(database);
  for (now = version(database); now < newest; ++now) {
    database.script(steps[static_cast<std::size_t>(now)]);
  }
  database.script("PRAGMA application_id=" + std::to_string(kApplicationId) +
                  "; PRAGMA user_version=" + std::to_string(now));
  transaction.commit();
}

}  // namespace heed::store
