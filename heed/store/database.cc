#include "heed/store/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>
#include <utility>

#include "heed/base/error.h"
#include "heed/store/words.h"

namespace heed::store {
namespace {

constexpr int kWaitForOthers = 20'000;  // milliseconds

std::string remedy(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "free some space and try again: all that was reported as stored is safe";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another heed is writing: wait until it is done and try again";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return "check that the folder exists, that you may write to it and that the disk has room";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return std::string(kDamageRemedy);
    case SQLITE_IOERR:
      return "check the disk and its free space, then try again";
    default:
      return "please report it";
  }
}

std::string meaning(int code, const char* words) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk is full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "the data is in use";
    case SQLITE_CORRUPT:
      return "the data is damaged";
    case SQLITE_NOTADB:
      return "this file is damaged or not heed's";
    case SQLITE_READONLY:
      return "the data can't be written";
    case SQLITE_CANTOPEN:
      return "the data can't be opened";
    default:
      return std::string("the data can't be read or written (") + words + ")";
  }
}

std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : size;
}

// A new file is its owner's alone, and so are those that SQLite makes beside it, whatever folder it
// lies in. Where it can't be made SQLite says why.
void create_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
}

// Whether SQLite failed at the files that it needs beside the one that it opens.
bool no_room_beside(int code) {
  switch (code) {
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_WRITE:
      return true;
    default:
      return (code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_READONLY ||
             (code & 0xff) == SQLITE_CANTOPEN;
  }
}

// SQLite's address of a file that nobody changes meanwhile.
std::string immutable(const std::filesystem::path& file) {
  std::string address = "file://";
  for (const char c : std::filesystem::absolute(file).string()) {
    switch (c) {
      case '%':
        address += "%25";
        break;
      case '?':
        address += "%3f";
        break;
      case '#':
        address += "%23";
        break;
      default:
        address += c;
    }
  }
  return address + "?immutable=1";
}

}  // namespace

Query::Query(Database& database, sqlite3_stmt* statement, std::string_view sql)
    : database_(&database), statement_(statement), sql_(sql) {}

Query::Query(Query&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      sql_(other.sql_),
      done_(other.done_) {}

Query::~Query() {
  if (statement_ != nullptr) database_->give_back(sql_, statement_);
}

bool Query::next() {
  if (done_) return false;  // SQLite would begin again
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail(code, sql_);
  done_ = true;
  return false;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Query::number(int column) const {
  return sqlite3_column_double(statement_, column);
}
bool Query::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string_view Query::view(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<const std::byte> Query::blob(int column) const {
  const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<Time> Query::maybe_time(int column) const {
  if (null(column)) return std::nullopt;
  return time(column);
}

void Query::bind(int place, std::nullptr_t) {
  sqlite3_bind_null(statement_, place);
}
void Query::bind(int place, std::int64_t value) {
  sqlite3_bind_int64(statement_, place, value);
}
void Query::bind(int place, double value) {
  sqlite3_bind_double(statement_, place, value);
}
void Query::bind(int place, Time value) {
  bind(place, static_cast<std::int64_t>(value.time_since_epoch().count()));
}

void Query::bind(int place, std::string_view value) {
  // An empty view may hold a null pointer, which SQLite would take for NULL.
  const char* text = value.data() == nullptr ? "" : value.data();
  sqlite3_bind_text64(statement_, place, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Query::bind(int place, std::span<const std::byte> value) {
  sqlite3_bind_blob64(statement_, place,
                      value.empty() ? "" : static_cast<const void*>(value.data()), value.size(),
                      SQLITE_TRANSIENT);
}

Database::Database(const std::filesystem::path& file, Mode mode) : file_(file) {
  try {
    if (mode == Mode::look) {
      open_to_read();
    } else {
      open_to_write(mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
    }
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, mode != Mode::look, nullptr);
    script("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096; PRAGMA cell_size_check=ON;");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

void Database::open(const std::string& name, int flags) {
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) fail(code, "open");
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, kWaitForOthers);
  // What a file says about itself must not make SQLite run functions of its choosing.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  register_words(handle_);
}

void Database::open_to_write(int flags) {
  const bool holds_something = size_of(file_) > 0;
  if ((flags & SQLITE_OPEN_CREATE) != 0) create_private(file_);
  open(file_.string(), SQLITE_OPEN_READWRITE | flags);
  const int code = try_script(
      "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;");
  if (code == SQLITE_OK) {
    writable_ = sqlite3_db_readonly(handle_, "main") == 0;
  } else if (holds_something && no_room_beside(code)) {
    open_to_read();
  } else {
    fail(code, "open");
  }
}

// SQLite reads a file with a journal by way of another that it makes beside it. Where it can make
// none there is no heed that writes, and without a journal the file is all there is.
void Database::open_to_read() {
  open(file_.string(), SQLITE_OPEN_READONLY);
  const int code = try_script("PRAGMA schema_version");
  if (code == SQLITE_OK) return;
  if (!no_room_beside(code) || size_of(file_.string() + "-wal") > 0) fail(code, "open");
  open(immutable(file_), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

Database::~Database() {
  for (auto& [sql, statements] : idle_) {
    for (auto* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close_v2(handle_);
}

Query Database::prepare(std::string_view sql) {
  auto known = idle_.find(sql);
  if (known == idle_.end()) known = idle_.emplace(sql, std::vector<sqlite3_stmt*>()).first;
  auto& [text, idle] = *known;
  if (!idle.empty()) {
    Query query(*this, idle.back(), text);
    idle.pop_back();
    return query;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code, sql);
  return Query(*this, statement, text);
}

void Database::give_back(std::string_view sql, sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.find(sql)->second.push_back(statement);
}

int Database::try_script(const char* sql) {
  return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
}

void Database::script(const std::string& sql) {
  if (const int code = try_script(sql.c_str()); code != SQLITE_OK) fail(code, sql);
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}
int Database::changes() const {
  return sqlite3_changes(handle_);
}

void Database::fail(int code, std::string_view doing) {
  const std::string words = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  const int kind = code & 0xff;
  if (kind == SQLITE_ERROR || kind == SQLITE_MISUSE || kind == SQLITE_RANGE) {
    throw Error(Failure::bug, words, std::string(doing), "please report it");
  }
  throw Error(Failure::storage, meaning(code, words.c_str()), file_.string(), remedy(code));
}

Transaction::Transaction(Database& database)
    : database_(database), open_(!database.in_transaction_) {
  if (!open_) return;
  database_.run("BEGIN IMMEDIATE");
  database_.in_transaction_ = true;
}

Transaction::~Transaction() {
  if (!open_) return;
  database_.in_transaction_ = false;
  // SQLite may already have rolled back by itself (a full disk); then this says so and that's fine.
  sqlite3_exec(database_.handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  if (!open_) return;
  database_.run("COMMIT");
  database_.in_transaction_ = false;
  open_ = false;
}

}  // namespace heed::store
