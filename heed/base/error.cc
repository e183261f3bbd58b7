#include "heed/base/error.h"

namespace heed {

std::string_view name(Failure failure) {
  switch (failure) {
    case Failure::usage:
      return "usage";
    case Failure::bad_input:
      return "bad_input";
    case Failure::not_found:
      return "not_found";
    case Failure::network:
      return "network";
    case Failure::storage:
      return "storage";
    case Failure::bug:
      return "bug";
  }
  return "bug";
}

Error::Error(Failure kind, std::string what, std::string place, std::string next)
    : failure(kind), message(std::move(what)), where(std::move(place)), remedy(std::move(next)) {
  line_ = message;
  if (!where.empty()) line_ += ": " + where;
  if (!remedy.empty()) line_ += ": " + remedy;
}

void require(bool condition, std::string_view promise) {
  if (!condition) {
    throw Error(Failure::bug, "a promise inside heed was broken: " + std::string(promise), {},
                "please report it with the command that you ran");
  }
}

}  // namespace heed
