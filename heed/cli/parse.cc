#include "heed/cli/parse.h"

#include <algorithm>
#include <cstdlib>

#include "heed/base/error.h"
#include "heed/base/threads.h"

namespace heed::cli {

const std::vector<Option> kGlobalOptions = {
    {"--home", "DIR",
     "where your data is kept (default: $HEED_HOME, or heed in $XDG_DATA_HOME or ~/.local/share)"},
    {"--json", "", "print JSON for programs instead of text for people"},
    {"--threads", "N", "use N threads (default: all cores)"},
    {"--quiet", "", "no progress on standard error"},
    {"--seed", "N", "decides every random choice (default: 0)"},
    {"--now", "TIME", "take this RFC 3339 time for the present"},
    {"--help", "", "show help"},
    {"--version", "", "show the version"},
};

namespace {

std::string default_home() {
  const auto variable = [](const char* key) {
    const char* value = std::getenv(key);
    return std::string(value == nullptr ? "" : value);
  };
  if (auto home = variable("HEED_HOME"); !home.empty()) return home;
  if (auto data = variable("XDG_DATA_HOME"); !data.empty()) return data + "/heed";
  if (auto user = variable("HOME"); !user.empty()) return user + "/.local/share/heed";
  throw Error(Failure::usage, "no home folder is known", "$HOME", "give one with --home DIR");
}

const Option* find(const std::vector<Option>& options, std::string_view flag) {
  const auto found =
      std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.flag == flag; });
  return found == options.end() ? nullptr : &*found;
}

// How many letters have to be added, dropped or changed to make `b` of `a`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto change = corner + (a[i] == b[j] ? 0 : 1);
      corner = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, corner + 1});
    }
  }
  return row.back();
}

// The command that was meant, in case of a slip of one or two letters; "" where none is near.
std::string meant(std::string_view word) {
  std::string_view best;
  std::size_t least = std::min<std::size_t>(3, word.size() / 2);
  for (const Command* command : commands()) {
    const auto first = command->words.substr(0, command->words.find(' '));
    if (const auto apart = distance(word, first); apart < least) least = apart, best = first;
  }
  return std::string(best);
}

bool is_flag(const std::string& word) {
  return word.size() > 1 && word[0] == '-';
}

// Whether a word that no option is called by can be an argument: "-" and "-1", and what the command
// takes with a dash.
bool is_argument(const std::string& word, const Command& command) {
  if (!is_flag(word) || std::isdigit(static_cast<unsigned char>(word[1])) != 0) return true;
  const bool dashed = !command.arguments.empty() && command.arguments.back().dashed;
  return dashed && word[1] != '-';
}

// Takes out of `words` what belongs to `options`, up to "--". Where these are a command's, others
// are refused.
void take_options(std::vector<std::string>& words, const std::vector<Option>& options,
                  Arguments& into, const Command* command) {
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    const auto equals = words[i].find('=');
    const bool joined = words[i].starts_with("--") && equals != std::string::npos;
    const auto flag = joined ? words[i].substr(0, equals) : words[i];
    const Option* option = find(options, flag);
    if (option == nullptr) {
      if (command != nullptr && !is_argument(words[i], *command)) {
        throw Error(Failure::usage, "there is no option " + flag, std::string(command->words),
                    "see heed " + std::string(command->words) + " --help");
      }
      // An option of the command keeps its value, even when that looks like a global option.
      rest.push_back(words[i]);
      continue;
    }
    if (option->value.empty()) {
      if (joined) {
        throw Error(Failure::usage, "takes no value", flag, "leave out what follows the =");
      }
      into.add(flag, "");
      continue;
    }
    if (!joined && i + 1 == words.size()) {
      throw Error(Failure::usage, "needs a value", flag,
                  "write " + flag + " " + std::string(option->value));
    }
    into.add(flag, joined ? words[i].substr(equals + 1) : words[++i]);
  }
  words = std::move(rest);
}

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> out(1);
  for (const char c : words) {
    if (c == ' ') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

// The command whose words stand at the front: the longest that fits.
const Command* find_command(std::vector<std::string>& words) {
  const Command* best = nullptr;
  std::size_t length = 0;
  for (const Command* command : commands()) {
    const auto wanted = split(command->words);
    if (wanted.size() > length && wanted.size() <= words.size() &&
        std::equal(wanted.begin(), wanted.end(), words.begin())) {
      best = command;
      length = wanted.size();
    }
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length));
  return best;
}

void assign_arguments(const Command& command, std::vector<std::string> words, Arguments& into) {
  if (const auto dashes = std::find(words.begin(), words.end(), "--"); dashes != words.end()) {
    words.erase(dashes);
  }
  std::size_t next = 0;
  for (const Argument& argument : command.arguments) {
    if (argument.required && next >= words.size()) {
      throw Error(Failure::usage, "needs " + std::string(argument.name), std::string(command.words),
                  "see heed " + std::string(command.words) + " --help");
    }
    do {
      if (next < words.size()) into.add(argument.name, words[next++]);
    } while (argument.many && next < words.size());
  }
  if (next < words.size()) {
    throw Error(Failure::usage, "doesn't take \"" + words[next] + "\"", std::string(command.words),
                "see heed " + std::string(command.words) + " --help");
  }
}

void read_globals(const Arguments& globals, Context& context) {
  context.json = globals.has("--json");
  context.quiet = globals.has("--quiet");
  context.seed = static_cast<std::uint64_t>(
      globals.integer("--seed", 0, 0, std::numeric_limits<std::int64_t>::max()));
  if (globals.has("--threads")) {
    set_threads(static_cast<int>(globals.integer("--threads", 1, 1, 1024)));
  }
  context.home = globals.has("--home") ? globals.text("--home") : default_home();
  context.now = system_now();
  if (globals.has("--now")) {
    const auto time = parse_rfc3339(globals.text("--now"));
    if (!time) {
      throw Error(Failure::usage, "\"" + globals.text("--now") + "\" is not an RFC 3339 time",
                  "--now", "write it like 2026-11-22T18:00:00Z");
    }
    context.now = *time;
    context.now_given = true;
  }
}

// What help is about: the command whose words were given, or the first of them.
void ask_for_help(std::vector<std::string> words, Invocation& out) {
  out.wish = Invocation::Wish::help;
  if (!words.empty() && words[0] == "help") words.erase(words.begin());
  if (!words.empty()) out.group = words[0];
  out.command = find_command(words);
}

// Where only the first word of several commands was given, they are shown beside the error.
Error no_command(const std::string& first, const std::vector<std::string>& words, Invocation& out) {
  const auto group = is_flag(first) ? std::string() : group_help(first);
  if (!group.empty() && words.size() == 1) {
    out.group = first;
    return Error(Failure::usage, "a word is missing after " + first, first,
                 "see heed " + first + " --help");
  }
  if (!group.empty()) {
    return Error(Failure::usage, "there is no command " + first + " " + words[1], first,
                 "see heed " + first + " --help");
  }
  const auto near = is_flag(first) ? "" : meant(first);
  return Error(Failure::usage,
               is_flag(first) ? "there is no option " + first : "there is no command " + first, "",
               near.empty() ? "see heed --help" : "did you mean heed " + near + "?");
}

}  // namespace

void parse(const std::vector<std::string>& given, Invocation& out) {
  // Known first, so that even a bad command line is answered in the form that was asked for.
  const auto end = std::find(given.begin(), given.end(), "--");
  out.context.json = std::find(given.begin(), end, "--json") != end;

  std::vector<std::string> words = given;
  std::replace(words.begin(), words.begin() + (end - given.begin()), std::string("-h"),
               std::string("--help"));
  Arguments globals;
  take_options(words, kGlobalOptions, globals, nullptr);
  if (globals.has("--version")) {
    out.wish = Invocation::Wish::version;
    return;
  }
  if (globals.has("--help") || words.empty() || words[0] == "help") {
    ask_for_help(std::move(words), out);
    return;
  }
  read_globals(globals, out.context);
  const std::string first = words[0];
  out.command = find_command(words);
  if (out.command == nullptr) throw no_command(first, words, out);
  take_options(words, out.command->options, out.arguments, out.command);
  assign_arguments(*out.command, std::move(words), out.arguments);
}

}  // namespace heed::cli
