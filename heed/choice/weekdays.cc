#include "heed/choice/weekdays.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace heed::choice {
namespace {

constexpr std::size_t kDays = 7;
using Week = std::array<std::string_view, kDays>;

// Folded: lower case, without marks. English, German, French, Spanish, Italian, Dutch, Russian.
constexpr std::array<Week, 7> kNames = {{
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
    {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    {"lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"},
    {"lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"},
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"},
}};
// Chinese and Japanese, after 周 or 星期; 天 is a Sunday too.
constexpr Week kLetters = {"一", "二", "三", "四", "五", "六", "日"};

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
      for (const auto& week : kNames) days |= day_in(week, word);
    } else if (i > 0 && (words[i - 1].text == "周" || words[i - 1].text == "期")) {
      days |= word == "天" ? 1U << (kDays - 1) : day_in(kLetters, word);
    }
  }
  return days;
}

}  // namespace heed::choice
