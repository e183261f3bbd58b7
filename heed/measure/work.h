// One work of heed's, to be timed: by `heed bench`, and beside the same work of a peer by
// bench/compare.py.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace heed::measure {

struct Work {
  double amount;              // of what is counted (texts, megabytes, GFLOP …) in one run
  std::function<void()> run;  // does it once
};

// `arguments` follow the work's name: what they are is said in each file.
Work attention_work(const std::vector<std::string>& arguments, bool backward);
Work encode_work(const std::vector<std::string>& arguments, const std::string& model = "minilm");
Work texts_work(const std::vector<std::string>& arguments);
Work tokenize_work(const std::vector<std::string>& arguments);
Work tokenize_sample_work(const std::string& model);  // lines of words of the model's vocabulary
Work train_work(const std::vector<std::string>& arguments);
Work interest_work(const std::vector<std::string>& arguments);

std::vector<std::string> lines_of(const std::string& path);

}  // namespace heed::measure
