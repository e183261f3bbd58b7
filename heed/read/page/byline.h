// Who wrote a page, from the places in its body where pages put that.
#pragma once

#include <array>
#include <string>

#include "heed/read/html/tree.h"

namespace heed::read {

// Collects what the body of a page says of its author. Visits its elements in document order.
class BylineFinder {
 public:
  void visit(const html::Node& node);

  // The first name in the place that is trusted most, with those marked beside it, or "".
  std::string best() const;

 private:
  // From what a standard defines to what people just write.
  enum Place { kMarked, kClass, kLink, kWritten, kPlaces };
  std::array<std::string, kPlaces> found_;
  const html::Node* marked_in_ = nullptr;  // what holds the first marked name, and may hold more
  int refused_ = 0;                        // names among comments and in forms
};

}  // namespace heed::read
