// settings, settings history, settings undo.
#include "heed/app/settings.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "heed/cli/home.h"

namespace heed::cli {
namespace {

std::string show(const Json& value) {
  return value.is_string() ? value.get<std::string>() : to_line(value);
}

void print(const Json& s) {
  const auto range =
      s.contains("low") ? show(s["low"]) + " … " + show(s["high"]) : to_line(s["choices"]);
  std::cout << fmt::format("{} = {}  (default {}, {})\n    {}\n", s["key"].get<std::string>(),
                           show(s["value"]), show(s["default"]), range,
                           s["description"].get<std::string>());
}

int settings(const Context& context, const Arguments& arguments) {
  app::Home home(home_options(context));
  const auto given = arguments.text("KEY[=VALUE]");
  const auto equals = given.find('=');
  const auto key = given.substr(0, equals);
  const Json document = given.empty() ? app::list_settings(home)
                        : equals == std::string::npos
                            ? app::setting(home, key)
                            : app::set_setting(home, key, given.substr(equals + 1));
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else if (given.empty()) {
    for (const auto& s : document["settings"]) print(s);
  } else {
    print(document);
  }
  return 0;
}

int history(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto document = app::settings_history(home);
  if (context.json) {
    std::cout << to_line(document) << "\n";
    return 0;
  }
  for (const auto& c : document["changes"]) {
    std::cout << c["time"].get<std::string>() << "  " << c["key"].get<std::string>() << " = "
              << (c["value"].is_null() ? "default" : show(c["value"]))
              << (c["undone"].get<bool>() ? "  (undone)" : "") << "\n";
  }
  return 0;
}

int undo(const Context& context, const Arguments&) {
  app::Home home(home_options(context));
  const auto document = app::undo_setting(home);
  if (context.json) {
    std::cout << to_line(document) << "\n";
  } else {
    std::cout << (document["events"].empty() ? "No change stands.\n" : "Took back.\n");
  }
  return 0;
}

}  // namespace

extern const Command kSettings = {
    "settings",
    "Every number that heed decides by: show or set",
    "heed settings\nheed settings weight.freshness\nheed settings weight.freshness=0.5\n"
    "heed settings weight.freshness=default",
    {{"KEY[=VALUE]", "one setting, and its new value", false}},
    {},
    settings};

extern const Command kSettingsHistory = {
    "settings history", "How your settings changed", "heed settings history", {}, {}, history};

extern const Command kSettingsUndo = {
    "settings undo", "Take back the last change of a setting", "heed settings undo", {}, {}, undo};

}  // namespace heed::cli
