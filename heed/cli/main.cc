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

std::string lesson(const Invocation& invocation) {
  if (invocation.command != nullptr) return help(*invocation.command);
  const auto group = group_help(invocation.group);
  return group.empty() ? help() : group;
}

int run(const std::vector<std::string>& words) {
  Invocation invocation;
  try {
    parse(words, invocation);
    int code = 0;
    switch (invocation.wish) {
      case Invocation::Wish::version:
        print_text(invocation.context, "version", "heed " + std::string(kVersion) + "\n");
        break;
      case Invocation::Wish::help:
        print_text(invocation.context, "help", lesson(invocation));
        break;
      case Invocation::Wish::run:
        code = invocation.command->run(invocation.context, invocation.arguments);
    }
    std::cout.flush();
    if (!std::cout || std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      throw Error(Failure::storage, "standard output could not be written", "",
                  "free some space or keep the reader of the pipe open");
    }
    return code;
  } catch (const Error& error) {
    if (invocation.command == nullptr) std::cerr << group_help(invocation.group);
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
