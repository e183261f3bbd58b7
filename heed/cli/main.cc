// The one door of the program: reads the command line, runs a command, turns errors into lines,
// JSON and exit codes. Nothing else in heed exits or catches everything.
#include <cstdio>
#include <iostream>
#include <new>
#include <nlohmann/json.hpp>

#include "heed/base/error.h"
#include "heed/base/json.h"

#include "heed/cli/parse.h"
#include "heed/cli/version.h"

namespace heed::cli {
namespace {

int report(const Error& error, bool json) {
  std::cout.flush();
  std::fprintf(stderr, "heed: error: %s\n", error.what());
  if (json) std::cout << to_line(to_json(error)) << std::endl;
  return static_cast<int>(error.failure);
}

// --help and --version are answered wherever they stand.
bool answered(const std::vector<std::string>& words) {
  std::string first, both;
  for (const auto& word : words) {
    if (word == "--") return false;
    if (word == "--version") {
      std::cout << "heed " << kVersion << "\n";
      return true;
    }
    if (word == "--help" || word == "-h") {
      std::string text;
      for (const Command* command : commands()) {
        if (command->words == both) text = help(*command);
        if (command->words == first && text.empty()) text = help(*command);
      }
      if (text.empty() && !first.empty()) text = group_help(first);
      std::cout << (text.empty() ? help() : text);
      return true;
    }
    if (word.starts_with("-")) continue;
    if (first.empty()) {
      first = both = word;
    } else if (both == first) {
      both += " " + word;
    }
  }
  return false;
}

int run(const std::vector<std::string>& words) {
  Invocation invocation;
  try {
    if (words.empty()) {
      std::cout << help();
      return 0;
    }
    if (answered(words)) return 0;
    parse(words, invocation);
    const int code = invocation.command->run(invocation.context, invocation.arguments);
    std::cout.flush();
    if (!std::cout) {
      throw Error(Failure::storage, "standard output could not be written", "",
                  "free some space or keep the reader of the pipe open");
    }
    return code;
  } catch (const Error& error) {
    return report(error, invocation.context.json);
  } catch (const std::bad_alloc&) {
    return report(Error(Failure::storage, "out of memory", "", "close other programs or use less"),
                  invocation.context.json);
  } catch (const std::exception& e) {
    return report(Error(Failure::bug, e.what(), "", "please report it with your command"),
                  invocation.context.json);
  }
}

}  // namespace
}  // namespace heed::cli

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return heed::cli::run({argv + 1, argv + argc});
}
