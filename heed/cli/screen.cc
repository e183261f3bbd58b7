#include "heed/cli/screen.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "heed/base/utf8.h"

namespace heed::cli {
namespace {

std::size_t columns_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const auto type = u_charType(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const auto width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    text.remove_prefix(next.length);
    sum += columns_of(next.code_point);
  }
  return sum;
}

std::string plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    text.remove_prefix(next.length);
    const bool control = u_iscntrl(static_cast<UChar32>(next.code_point)) ||
                         u_charType(static_cast<UChar32>(next.code_point)) == U_FORMAT_CHAR;
    if (!control) append_utf8(out, next.code_point);
    if (next.code_point == '\t' || next.code_point == '\n') out += ' ';
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  std::string word;
  const auto place = [&] {
    if (used > 0 && used + columns(word) > width) {
      while (lines.back().ends_with(' ')) lines.back().pop_back();
      lines.emplace_back();
      used = 0;
      if (word == " ") word.clear();
    }
    lines.back() += word;
    used += columns(word);
    word.clear();
  };
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    const auto bytes = text.substr(0, next.length);
    text.remove_prefix(next.length);
    const bool breaks = bytes == " " || columns_of(next.code_point) == 2;
    if (breaks) place();
    word += bytes;
    if (breaks) place();
  }
  place();
  return lines;
}

std::string cut(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    used += columns_of(next.code_point);
    if (used + 1 > width) break;
    out += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  return out + "…";
}

Screen::Screen() {
  winsize size{};
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width_ = std::clamp<std::size_t>(size.ws_col, 40, 100);
  }
  const char* term = std::getenv("TERM");
  colours_ = terminal && std::getenv("NO_COLOR") == nullptr && term != nullptr &&
             std::string_view(term) != "dumb";
}

std::string Screen::ink(Ink ink, std::string_view text) const {
  if (!colours_) return std::string(text);
  constexpr const char* kCodes[] = {"1", "2", "32", "31", "34"};
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<int>(ink)], text);
}

std::string minutes_in_words(double minutes) {
  const auto whole = std::lround(minutes);
  if (minutes == 0) return "0 min";
  if (minutes < 1) return fmt::format("{:.0f} s", std::max(1.0, std::round(60 * minutes)));
  if (whole < 60) return fmt::format("{} min", whole);
  return whole % 60 == 0 ? fmt::format("{} h", whole / 60)
                         : fmt::format("{} h {} min", whole / 60, whole % 60);
}

std::string age_in_words(Time time, Time now) {
  const auto seconds = (now - time).count();
  const auto some = [](std::int64_t count, const char* unit) {
    return fmt::format("{} {}{} ago", count, unit, count == 1 ? "" : "s");
  };
  if (seconds < 0) return to_rfc3339(time).substr(0, 10);
  if (seconds < 3600) return some(std::max<std::int64_t>(1, seconds / 60), "minute");
  if (seconds < 86400) return some(seconds / 3600, "hour");
  if (seconds < 14 * 86400) return some(seconds / 86400, "day");
  return to_rfc3339(time).substr(0, 10);
}

}  // namespace heed::cli
