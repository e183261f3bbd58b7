// One SQLite file: opened, configured and spoken to. Every failure is an Error (Failure::storage)
// that names the file and says what the person can do; a damaged file is reported, never touched.
//
// The journal is a write-ahead log with synchronous=FULL: what a commit returned from survives
// kill -9 and a power cut. Deleted bytes are overwritten (secure_delete). Other processes may use
// the same file: a writer waits for its turn. One thread at a time drives a Database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace heed::store {

class Database;

// The remedy of every Error that reports damage.
inline constexpr std::string_view kDamageRemedy =
    "nothing was changed or deleted: heed export saves what can still be read, heed restore puts "
    "back a copy";

// The rows of one running statement. Views that it gives are valid until the next next().
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  bool next();  // false behind the last row

  std::int64_t integer(int column) const;
  double number(int column) const;
  std::string_view view(int column) const;  // "" for NULL
  std::string text(int column) const { return std::string(view(column)); }
  Time time(int column) const { return Time(std::chrono::seconds(integer(column))); }
  std::optional<Time> maybe_time(int column) const;
  std::span<const std::byte> blob(int column) const;
  bool null(int column) const;

 private:
  friend class Database;
  Query(Database& database, sqlite3_stmt* statement, std::string_view sql);

  void bind(int place, std::nullptr_t);
  void bind(int place, std::int64_t value);
  void bind(int place, int value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, bool value) { bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, double value);
  void bind(int place, std::string_view value);
  void bind(int place, const std::string& value) { bind(place, std::string_view(value)); }
  void bind(int place, const char* value) { bind(place, std::string_view(value)); }
  void bind(int place, std::span<const std::byte> value);
  void bind(int place, Time value);
  template <class T>
  void bind(int place, const std::optional<T>& value) {
    if (value) {
      bind(place, *value);
    } else {
      bind(place, nullptr);
    }
  }

  Database* database_;
  sqlite3_stmt* statement_;
  std::string_view sql_;  // in the Database's map
  bool done_ = false;
};

class Database {
 public:
  enum class Mode { create, existing, look };
  // Opens `file`; with Mode::create makes it where there is none, with Mode::look changes none of
  // its bytes, nor of its journal's: what may stay behind is a journal that holds nothing. A file
  // that can't be written (a full disk, another's folder) is opened all the same, to be read.
  explicit Database(const std::filesystem::path& file, Mode mode = Mode::create);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is one statement whose `?` are bound to copies or views of `values`, of which those that
  // it has no place for are passed over: views must outlive the Query. Prepared statements are
  // kept, so that each text of one is to be of a kind that there are few of.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    Query q = prepare(sql);
    int place = 0;
    (q.bind(++place, values), ...);
    return q;
  }
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    Query q = query(sql, values...);
    while (q.next()) {
    }
  }
  void script(const std::string& sql);  // several statements, no values

  std::int64_t last_row() const;
  int changes() const;  // rows changed by the last statement

  const std::filesystem::path& file() const { return file_; }
  bool writable() const { return writable_; }  // where not, what tries to write throws
  sqlite3* handle() { return handle_; }

 private:
  friend class Query;
  friend class Transaction;
  void open(const std::string& name, int flags);
  void open_to_write(int flags);
  void open_to_read();
  int try_script(const char* sql);  // SQLite's code
  Query prepare(std::string_view sql);
  void give_back(std::string_view sql, sqlite3_stmt* statement);
  [[noreturn]] void fail(int code, std::string_view doing);

  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> idle_;  // by their text
  bool writable_ = false;
  bool in_transaction_ = false;
};

// All that runs between this and commit() happens, or none of it. Inside another Transaction it
// only joins that one.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();  // undoes all, unless committed

  void commit();

 private:
  Database& database_;
  bool open_;
};

}  // namespace heed::store
