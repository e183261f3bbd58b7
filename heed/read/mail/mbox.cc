#include "heed/read/mail/mbox.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

bool is_any(std::string_view word, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

bool has_time_of_day(std::string_view line) {
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    if (line[i] == ':' && is_digit(line[i - 1]) && is_digit(line[i + 1])) return true;
  }
  return false;
}

// As ctime(3) writes it, always in English: "Mon Mar  2"; a few programs put the number first.
bool has_day(const std::vector<std::string>& words) {
  const auto month = [&](std::size_t i) {
    return i < words.size() && is_any(words[i], {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                                 "Aug", "Sep", "Oct", "Nov", "Dec"});
  };
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (is_any(words[i], {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) &&
        (month(i + 1) || month(i + 2))) {
      return true;
    }
  }
  return false;
}

bool is_sender(std::string_view word) {
  return word.find('@') != word.npos || is_any(word, {"-", "MAILER-DAEMON"});
}

// "From" and nothing else, or with a time and either the day or an address.
bool is_from_line(std::string_view line) {
  constexpr std::size_t kLongest = 1000;
  if (!line.starts_with("From ") || line.size() > kLongest) return false;
  const auto words = split(line, " \t\r,");
  if (words.size() == 1) return true;
  return has_time_of_day(line) && (is_sender(words[1]) || has_day(words));
}

bool is_quoted(std::string_view line) {
  const auto at = line.find_first_not_of('>');
  return at != line.npos && at > 0 && line.substr(at).starts_with("From ");
}

}  // namespace

Mbox::Mbox(std::istream& in) : in_(in), room_(64 << 10, '\0') {
  if (read_piece()) next_from_line_ = piece_;
  while (!ends_line_ && read_piece()) {
  }
}

bool Mbox::read_piece() {
  begins_line_ = ends_line_;
  in_.getline(room_.data(), static_cast<std::streamsize>(room_.size()));
  const auto count = static_cast<std::size_t>(in_.gcount());
  if (count == 0) return false;
  const bool is_full = in_.fail();
  if (is_full) in_.clear(in_.rdstate() & ~std::ios::failbit);
  ends_line_ = !is_full;
  piece_ = std::string_view(room_).substr(0, is_full || in_.eof() ? count : count - 1);
  return true;
}

std::optional<std::string> Mbox::next(std::size_t most) {
  std::string message;
  if (!in_) return std::nullopt;
  from_line_ = std::exchange(next_from_line_, {});
  for (bool after_blank = false; read_piece();) {
    if (begins_line_ && after_blank && is_from_line(piece_)) {
      next_from_line_ = piece_;
      return message;
    }
    after_blank = begins_line_ && ends_line_ && trim(piece_).empty();
    if (message.size() >= most) continue;
    message.append(piece_, begins_line_ && is_quoted(piece_) ? 1 : 0);
    if (ends_line_) message.push_back('\n');
  }
  return message;
}

}  // namespace heed::read
