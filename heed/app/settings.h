// Every number that heed decides by has a name, a range, a default and a sentence that says what it
// does. A change is an event, so it has a history and can be undone.
//
// To add a setting: one line in settings.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heed/app/home.h"
#include "heed/base/json.h"

namespace heed::app {

struct Setting {
  std::string_view key;
  double low = 0;
  double high = 0;
  double standard = 0;
  std::string_view description;
  // Not a number but one of these words, the default first: "you|new|source". "*" at the end: or
  // any other word.
  std::string_view choices = {};
};

std::span<const Setting> settings_table();

double number_setting(Home& home, std::string_view key);
std::string word_setting(Home& home, std::string_view key);

// {"settings":[{"key","value","default","low","high","description"}]}, or with "choices".
Json list_settings(Home& home);
Json setting(Home& home, std::string_view key);  // one of them

// The setting as it is then. usage where the value is out of range, not_found for an unknown key.
Json set_setting(Home& home, std::string_view key, std::string_view value);

// {"changes":[{"event","time","key","value","undone"}]}, oldest first; "value" null: the default.
Json settings_history(Home& home);
Json undo_setting(Home& home);  // the last change that stands: {"events":[id]}

}  // namespace heed::app
