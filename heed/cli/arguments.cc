#include <charconv>
#include <iterator>

#include "heed/base/error.h"
#include "heed/cli/command.h"

namespace heed::cli {
namespace {

template <class Number>
Number parse(std::string_view name, const std::string& text, Number low, Number high) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !(value >= low) ||
      !(value <= high)) {
    const auto show = [](Number n) {
      char shortest[32];
      return std::string(shortest, std::to_chars(shortest, std::end(shortest), n).ptr);
    };
    throw Error(Failure::usage, "\"" + text + "\" is not what " + std::string(name) + " takes",
                std::string(name), "give a number from " + show(low) + " to " + show(high));
  }
  return value;
}

}  // namespace

bool Arguments::has(std::string_view name) const {
  return values_.find(name) != values_.end();
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::int64_t Arguments::integer(std::string_view name, std::int64_t otherwise, std::int64_t low,
                                std::int64_t high) const {
  return has(name) ? parse<std::int64_t>(name, text(name), low, high) : otherwise;
}

double Arguments::number(std::string_view name, double otherwise, double low, double high) const {
  return has(name) ? parse<double>(name, text(name), low, high) : otherwise;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

void Arguments::add(std::string_view name, std::string value) {
  auto found = values_.find(name);
  if (found == values_.end())
    found = values_.emplace(std::string(name), std::vector<std::string>{}).first;
  found->second.push_back(std::move(value));
}

}  // namespace heed::cli
