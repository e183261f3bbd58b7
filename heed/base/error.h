// What can go wrong, in one shape for every door: WHAT happened, WHERE (a file, line, field or
// address) and the REMEDY, what the person can do next.
//
// Expected failures (a bad feed, the network, user input) travel as Result<T>; failures of the
// environment (disk, SQL, a corrupt model) are thrown as Error and caught only at a door: main, one
// request, one feed's job. Bugs are `require`d. Kernels never fail; only main exits.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace heed {

// The values are the program's exit codes.
enum class Failure { usage = 2, bad_input = 3, not_found = 4, network = 5, storage = 6, bug = 70 };

std::string_view name(Failure failure);  // "usage", "bad_input", …

class Error : public std::exception {
 public:
  Error(Failure failure, std::string what, std::string where = {}, std::string remedy = {});

  Failure failure;
  std::string message;
  std::string where;
  std::string remedy;

  // "WHAT: WHERE: REMEDY", empty parts left out.
  const char* what() const noexcept override { return line_.c_str(); }

 private:
  std::string line_;
};

// A value or the Error that kept it from being.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Requires ok().
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  // Requires !ok().
  const Error& error() const { return std::get<1>(state_); }

  // The value, or throws the error: for callers that stand at no door.
  T take() && {
    if (!ok()) throw error();
    return std::get<0>(std::move(state_));
  }

 private:
  std::variant<T, Error> state_;
};

// Throws Failure::bug when a condition that the caller promised does not hold.
void require(bool condition, std::string_view promise);

}  // namespace heed
