#include "heed/read/fetch/schedule.h"

#include <algorithm>
#include <charconv>

#include "heed/base/random.h"
#include "heed/read/ascii.h"
#include "heed/read/date.h"

namespace heed::read {
namespace {

using namespace std::chrono;

constexpr seconds kShortest = hours{1};
constexpr seconds kLongest = hours{24};
constexpr seconds kLongestAsked = days{7};
constexpr seconds kLongestFailing = days{2};
constexpr seconds kLongestRefused = days{30};

seconds own_rhythm(const Rhythm& rhythm) {
  auto times = rhythm.published;
  std::erase_if(times, [&](Time t) { return t > rhythm.asked; });
  if (times.size() < 2) return kLongest / 4;
  std::sort(times.begin(), times.end());
  // What has fallen silent is asked less often: the time since the last item is a gap, too.
  const seconds silence = rhythm.asked - times.back();
  std::vector<seconds> gaps{silence};
  for (std::size_t i = 1; i < times.size(); ++i) gaps.push_back(times[i] - times[i - 1]);
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return std::max(*middle, silence / 8) / 2;
}

bool is_skipped(const Rhythm& rhythm, Time time) {
  const auto day = floor<days>(time);
  const auto hour = duration_cast<hours>(time - day).count();
  return rhythm.skip_hours[static_cast<std::size_t>(hour)] ||
         rhythm.skip_days[weekday{day}.c_encoding()];
}

}  // namespace

std::optional<seconds> delay_of(std::string_view text, Time now) {
  text = trim(text);
  const bool digits =
      !text.empty() && find_where(text, 0, [](char c) { return !is_digit(c); }) == text.size();
  if (digits) {
    long long number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() ? std::min(seconds{number}, kLongestRefused) : kLongestRefused;
  }
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  return std::clamp<seconds>(*date - now, seconds{0}, kLongestRefused);
}

Time next_due(const Rhythm& rhythm) {
  auto wait = std::clamp(own_rhythm(rhythm), kShortest, kLongest);
  const seconds wish =
      std::max<seconds>(rhythm.ttl.value_or(minutes{0}), rhythm.max_age.value_or(seconds{0}));
  wait = std::max(wait, std::min(wish, kLongestAsked));
  for (int i = 0; i < std::min(rhythm.failures, 10); ++i) {
    wait = std::max(wait, std::min(wait * 2, kLongestFailing));
  }
  Random random(rhythm.salt ^ static_cast<std::uint64_t>(rhythm.asked.time_since_epoch().count()));
  wait +=
      seconds{static_cast<long long>(random.uniform() * 0.1 * static_cast<double>(wait.count()))};
  const seconds most = rhythm.failures > 0 ? kLongestRefused : kLongestAsked;
  wait = std::max(wait, std::min(rhythm.retry_after.value_or(seconds{0}), most));

  Time due = rhythm.asked + wait;
  for (int i = 0; i < 24 * 7 && is_skipped(rhythm, due); ++i) due = ceil<hours>(due + seconds{1});
  return due;
}

}  // namespace heed::read
