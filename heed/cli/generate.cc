// The shell completions and the man page, both written from the table of commands.
#include <algorithm>

#include "heed/base/error.h"
#include "heed/cli/parse.h"
#include "heed/cli/version.h"

namespace heed::cli {
namespace {

std::string escape_roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '-') out += '\\';
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
    out += c;
  }
  return out;
}

std::string manual() {
  std::string text = ".TH HEED 1 \"\" \"heed " + std::string(kVersion) +
                     "\"\n.SH NAME\nheed \\- the page that ends\n"
                     ".SH SYNOPSIS\n.B heed\n[OPTIONS] COMMAND …\n.SH OPTIONS\n";
  const auto option = [&](const Option& o) {
    text += ".TP\n.B " + escape_roff(o.flag) + " " + escape_roff(o.value) + "\n" +
            escape_roff(o.help) + "\n";
  };
  for (const auto& o : kGlobalOptions) option(o);
  text += ".SH COMMANDS\n";
  for (const Command* command : commands()) {
    text += ".SS heed " + escape_roff(command->words) + "\n" + escape_roff(command->summary) +
            "\n.PP\n.nf\n" + escape_roff(command->help) + "\n.fi\n";
    for (const auto& a : command->arguments) option({a.name, "", a.help});
    for (const auto& o : command->options) option(o);
  }
  return text;
}

int man(const Context& context, const Arguments&) {
  print_text(context, "man", manual());
  return 0;
}

// The words and flags that may follow each command, for `compgen` in bash and for zsh through it.
std::string bash() {
  std::string text =
      "_heed() {\n  local words=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" all\n  case \"$words\" in\n";
  std::string firsts;
  auto longest_first = commands();
  std::stable_sort(
      longest_first.begin(), longest_first.end(),
      [](const Command* a, const Command* b) { return a->words.size() > b->words.size(); });
  for (const Command* command : longest_first) {
    std::string flags;
    for (const auto& o : command->options) flags += " " + std::string(o.flag);
    text +=
        "    *\"" + std::string(command->words) + "\"*) all=\"" + flags + " --json --help\" ;;\n";
  }
  for (const Command* command : commands()) {
    const auto first = std::string(command->words.substr(0, command->words.find(' ')));
    if ((" " + firsts).find(" " + first + " ") == std::string::npos) firsts += first + " ";
  }
  return text + "    *) all=\"" + firsts +
         "--help --version --home --json --threads --quiet\" ;;\n" +
         "  esac\n  COMPREPLY=($(compgen -W \"$all\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n" +
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "
         "\"${COMP_WORDS[COMP_CWORD]}\"))\n" +
         "}\ncomplete -o filenames -F _heed heed\n";
}

std::string fish() {
  std::string text;
  for (const Command* command : commands()) {
    const auto words = std::string(command->words);
    const auto first = words.substr(0, words.find(' '));
    text += "complete -c heed -n __fish_use_subcommand -a '" + first + "'";
    if (first == words) text += " -d '" + std::string(command->summary) + "'";
    text += "\n";
    for (const auto& o : command->options) {
      text += "complete -c heed -n '__fish_seen_subcommand_from " + first + "' -l " +
              std::string(o.flag.substr(2)) + (o.value.empty() ? "" : " -r") + "\n";
    }
  }
  return text;
}

std::string completions_of(const std::string& shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return "autoload -U +X bashcompinit && bashcompinit\n" + bash();
  if (shell == "fish") return fish();
  throw Error(Failure::usage, "no completions for " + shell, "SHELL", "give bash, zsh or fish");
}

int completions(const Context& context, const Arguments& arguments) {
  print_text(context, "completions", completions_of(arguments.text("SHELL")));
  return 0;
}

}  // namespace

extern const Command kMan = {
    "man", "Print the manual page", "heed man > heed.1 && man ./heed.1", {}, {}, man};

extern const Command kCompletions = {
    "completions",
    "Print completions for your shell",
    "heed completions bash > ~/.local/share/bash-completion/completions/heed",
    {{"SHELL", "bash, zsh or fish"}},
    {},
    completions};

}  // namespace heed::cli
