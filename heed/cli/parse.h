// The command line against the table of commands.
#pragma once

#include <string>
#include <vector>

#include "heed/cli/command.h"

namespace heed::cli {

struct Invocation {
  enum class Wish { run, help, version };
  Wish wish = Wish::run;
  const Command* command = nullptr;
  Context context;
  Arguments arguments;
  std::string group;
};

// Global options stand anywhere; "--" ends options; "-" is an argument. `context.json` is set as
// soon as --json is seen, so that a later error can be printed as JSON. Throws usage errors.
void parse(const std::vector<std::string>& words, Invocation& out);

std::string help();                        // of the program
std::string help(const Command& command);  // of one command
std::string group_help(std::string_view);  // of a first word that several commands share, or ""
extern const std::vector<Option> kGlobalOptions;

}  // namespace heed::cli
