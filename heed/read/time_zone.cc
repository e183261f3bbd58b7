#include "heed/read/time_zone.h"

#include <utility>

#include "heed/read/name_table.h"
#include "heed/read/pieces.h"

namespace heed::read {
namespace {

constexpr std::pair<std::string_view, int> kZones[] = {
    {"z", 0},      {"ut", 0},     {"utc", 0},     {"gmt", 0},     {"wet", 0},    {"adt", -180},
    {"ast", -240}, {"at", -240},  {"edt", -240},  {"est", -300},  {"et", -300},  {"cdt", -300},
    {"cst", -360}, {"ct", -360},  {"mdt", -360},  {"mst", -420},  {"mt", -420},  {"pdt", -420},
    {"pst", -480}, {"pt", -480},  {"akdt", -480}, {"akst", -540}, {"hst", -600}, {"nst", -210},
    {"ndt", -150}, {"brt", -180}, {"art", -180},  {"bst", 60},    {"west", 60},  {"cet", 60},
    {"met", 60},   {"mez", 60},   {"cest", 120},  {"mest", 120},  {"mesz", 120}, {"eet", 120},
    {"sast", 120}, {"eest", 180}, {"msk", 180},   {"msd", 240},   {"pkt", 300},  {"ist", 330},
    {"ict", 420},  {"wib", 420},  {"hkt", 480},   {"sgt", 480},   {"awst", 480}, {"jst", 540},
    {"kst", 540},  {"acst", 570}, {"aest", 600},  {"acdt", 630},  {"aedt", 660}, {"nzst", 720},
    {"nzdt", 780}, {"a", -60},    {"n", 60},      {"m", -720},    {"y", 720},
};

}  // namespace

std::optional<int> zone_named(std::string_view word) {
  static const auto table = [] {
    NameTable<int, 256> zones;
    for (const auto& [name, minutes_east] : kZones) zones[name] = minutes_east;
    return zones;
  }();
  const auto* found = table.find(word);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<int> numeric_zone(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto colon = text.find(':');
  const bool short_form = text.size() <= 2;
  const auto hour_text = short_form ? text : text.substr(0, colon == 1 || text.size() == 3 ? 1 : 2);
  const auto minute_text =
      short_form ? "0"
                 : text.substr(colon == std::string_view::npos ? hour_text.size() : colon + 1);
  const auto hour = number(hour_text);
  const auto minute = number(minute_text);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return sign * (*hour * 60 + *minute);
}

}  // namespace heed::read
