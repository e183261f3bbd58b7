#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/base/json.h"
#include "heed/cli/parse.h"
#include "heed/cli/screen.h"

namespace heed::cli {
namespace {

std::string pad(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 2, width), ' ');
  return text;
}

constexpr std::size_t kWidth = 96, kLeft = 26;

// Words on the left, what they mean on the right, in as many lines as that takes.
std::string entry(const std::string& left, std::string_view right) {
  std::string text = pad(left, kLeft);
  for (const auto& line : wrap(right, kWidth - kLeft)) {
    if (text.back() == '\n') text.append(kLeft, ' ');
    text += line + "\n";
  }
  return text;
}

std::string describe(const Option& option) {
  std::string left = "  " + std::string(option.flag);
  if (!option.value.empty()) left += " " + std::string(option.value);
  return entry(left, option.help);
}

// Lines as they are written; those that are too long are broken.
std::string paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.size() <= kWidth) {
      out += std::string(line) + "\n";
    } else {
      for (const auto& part : wrap(line, kWidth)) out += part + "\n";
    }
  }
  return out;
}

std::string usage(const Command& command) {
  std::string line = "heed " + std::string(command.words);
  for (const auto& argument : command.arguments) {
    std::string word(argument.name);
    if (argument.many) word += "…";
    line += argument.required ? " " + word : " [" + word + "]";
  }
  return line + (command.options.empty() ? "" : " [OPTIONS]");
}

}  // namespace

void print_text(const Context& context, std::string_view name, std::string_view text) {
  std::cout << (context.json ? to_line({{std::string(name), text}}) + "\n" : std::string(text));
}

std::string help() {
  std::string text =
      "heed: as many minutes as you choose, picked on your own machine, every place "
      "accountable.\n\n"
      "Usage: heed [--home DIR] [--json] [--threads N] [--quiet] COMMAND …\n\nCommands:\n";
  for (const Command* command : commands()) {
    text += pad("  " + std::string(command->words), 20) + std::string(command->summary) + "\n";
  }
  text += "\nOptions, before or after the command:\n";
  for (const Option& option : kGlobalOptions) text += describe(option);
  return text + "\nSee heed COMMAND --help for what each command does, with examples.\n";
}

std::string help(const Command& command) {
  std::string text = std::string(command.summary) + "\n\nUsage: " + usage(command) + "\n";
  if (!command.help.empty()) text += "\n" + paragraphs(command.help);
  if (!command.arguments.empty()) text += "\nArguments:\n";
  for (const auto& argument : command.arguments) {
    text += entry("  " + std::string(argument.name), argument.help);
  }
  if (!command.options.empty()) text += "\nOptions:\n";
  for (const Option& option : command.options) text += describe(option);
  const auto below = std::string(command.words) + " ";
  for (const Command* other : commands()) {
    if (!other->words.starts_with(below)) continue;
    if (text.find("\nSee also:\n") == std::string::npos) text += "\nSee also:\n";
    text += entry("  heed " + std::string(other->words), other->summary);
  }
  return text + "\nGlobal options (--json, --home …): see heed --help.\n";
}

std::string group_help(std::string_view first) {
  std::string text;
  for (const Command* command : commands()) {
    if (command->words == first || command->words.starts_with(std::string(first) + " ")) {
      text +=
          pad("  heed " + std::string(command->words), 26) + std::string(command->summary) + "\n";
    }
  }
  return text.empty() ? text : "Usage:\n" + text + "\nSee each with --help.\n";
}

}  // namespace heed::cli
