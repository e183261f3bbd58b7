// What `heed bench` measures: the machine's peaks, and heed's own works beside them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "heed/measure/peak.h"

namespace heed::measure {

struct Line {
  std::string name;
  std::string unit;   // "texts/s"
  double rate = 0;    // the median over its runs, in units for each second
  double gflops = 0;  // 10⁹ operations/s; 0: not a matter of arithmetic
  double share = 0;   // of the peak of its precision on all threads; 0: none is known
};

struct Survey {
  std::string isa;
  int threads = 1;
  Peak one, all;                          // on one thread, on all
  double memory_one = 0, memory_all = 0;  // 10⁹ bytes/s
  std::vector<Line> lines;
  double peak_megabytes = 0;  // the program's own memory, at most
};

// Encoding and tokenizing need a BERT `model`, and are left out where it is empty. Each work takes
// about `seconds`; `progress` is told what is next.
Survey survey(const std::string& model, double seconds,
              const std::function<void(std::string_view)>& progress);

}  // namespace heed::measure
