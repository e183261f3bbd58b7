#include "heed/choice/weekdays.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace heed::choice {
namespace {

constexpr std::size_t kDays = 7;
using Week = std::array<std::string_view, kDays>;

// Folded: lower case, without marks. English, German, French, Spanish, Italian, Dutch, Russian (as
// named, and "on" one).
constexpr std::array<Week, 8> kNames = {{
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
    {"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"},
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    {"понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"},
}};
// Chinese, after 周, 星期 or 礼拜; 天 is a Sunday too.
constexpr Week kLetters = {"一", "二", "三", "四", "五", "六", "日"};
constexpr std::array<std::string_view, 3> kBefore = {"周", "期", "拜"};
// Japanese, before 曜.
constexpr Week kStars = {"月", "火", "水", "木", "金", "土", "日"};

// The bit of each name: texts have many words, and few are days.
const std::unordered_map<std::string_view, unsigned>& named_days() {
  static const auto* const days = [] {
    auto* named = new std::unordered_map<std::string_view, unsigned>;  // for the whole run
    for (const auto& week : kNames) {
      for (std::size_t day = 0; day < kDays; ++day) named->emplace(week[day], 1U << day);
    }
    return named;
  }();
  return *days;
}

unsigned day_in(const Week& week, std::string_view word) {
  const auto found = std::find(week.begin(), week.end(), word);
  return found == week.end() ? 0 : 1U << (found - week.begin());
}

}  // namespace

unsigned weekdays(std::span<const Word> words) {
  unsigned days = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i].text;
    if (!words[i].letter) {
      const auto found = named_days().find(word);
      if (found != named_days().end()) days |= found->second;
      continue;
    }
    if (i == 0) continue;
    const auto before = words[i - 1].text;
    if (word == "曜") days |= day_in(kStars, before);
    if (std::find(kBefore.begin(), kBefore.end(), before) != kBefore.end()) {
      days |= word == "天" ? 1U << (kDays - 1) : day_in(kLetters, word);
    }
  }
  return days;
}

}  // namespace heed::choice
