// A shared library that is loaded when something of it is first called: linking a large one would
// add milliseconds to the start of every command, most of which never need it. A file that defines
// the functions that heed calls, each by HEED_LATE, stands in for linking, and nothing else need
// know.
#pragma once

namespace heed::read {

class LateLibrary {
 public:
  // `package` is what to install where it is missing.
  constexpr LateLibrary(const char* file, const char* package) : file_(file), package_(package) {}

  // The function of that name and of `like`'s type; throws an Error where it isn't to be had.
  template <class Function>
  Function* find(Function* /*like*/, const char* name) const {
    return reinterpret_cast<Function*>(address(name));
  }

 private:
  void* address(const char* name) const;

  const char* file_;
  const char* package_;
};

}  // namespace heed::read

// Defines a function that its library's header declares, for a LateLibrary `kLibrary` in scope.
#define HEED_LATE(result, name, parameters, arguments)      \
  result name parameters {                                  \
    static const auto late = kLibrary.find(&(name), #name); \
    return late arguments;                                  \
  }
