// A command is one entry in a table: its words, its options, what its help teaches, and the
// function that runs it. Parsing, --help, shell completions and the man page all come from this
// table.
//
// To add a command: write heed/cli/NAME.cc that defines `extern const Command kName`, and add one
// line to table.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/base/time.h"

namespace heed::cli {

// What the global options say; the same for every command.
struct Context {
  std::string home;  // --home, $HEED_HOME, $XDG_DATA_HOME/heed or ~/.local/share/heed
  bool json = false;
  bool quiet = false;
  std::uint64_t seed = 0;
  Time now;
  bool now_given = false;  // by --now: else a server follows the clock
};

struct Option {
  std::string_view flag;   // "--budget"
  std::string_view value;  // what it takes ("TIME"); empty: a switch
  std::string_view help;   // one line, its default included
};

struct Argument {
  std::string_view name;  // "ITEM"
  std::string_view help;
  bool required = true;
  bool many = false;
  bool dashed = false;  // words with one - in front that are no option belong to it
};

// Text that is meant to be read, or with --json as {"NAME":TEXT}.
void print_text(const Context& context, std::string_view name, std::string_view text);

// What was given, by name. A value of the wrong form is a usage error that names the flag.
class Arguments {
 public:
  bool has(std::string_view name) const;
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t low,
                       std::int64_t high) const;
  double number(std::string_view name, double otherwise, double low, double high) const;
  std::vector<std::string> all(std::string_view name) const;

  void add(std::string_view name, std::string value);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

struct Command {
  std::string_view words;    // "today", "feed parse"
  std::string_view summary;  // one line
  std::string_view help;     // paragraphs and examples, for --help and the man page
  std::vector<Argument> arguments;
  std::vector<Option> options;
  int (*run)(const Context&, const Arguments&);  // returns the exit code
};

const std::vector<const Command*>& commands();  // table.cc

}  // namespace heed::cli
