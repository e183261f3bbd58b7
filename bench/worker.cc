// heed_worker WORK ARGUMENT…: gets ready, says what one run amounts to, then does the work once for
// each line on standard input and answers with the seconds that it took.
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>

#include "heed/base/error.h"
#include "heed/base/files.h"
#include "heed/base/threads.h"
#include "heed/measure/work.h"
#include "heed/read/document.h"

namespace {

using heed::measure::Work;

// feed FILE…: documents in memory read as feeds, counted in megabytes. What isn't one costs, too.
Work feed_work(const std::vector<std::string>& files) {
  std::vector<std::string> documents;
  double bytes = 0;
  for (const auto& file : files) {
    documents.push_back(heed::read_file(file));
    bytes += static_cast<double>(documents.back().size());
  }
  return {bytes / 1e6, [documents] {
            for (const auto& document : documents)
              (void)heed::read::read_feed(document, {"", "", {}});
          }};
}

Work find(const std::string& name, const std::vector<std::string>& arguments) {
  if (name == "attention") return heed::measure::attention_work(arguments, false);
  if (name == "attention_both") return heed::measure::attention_work(arguments, true);
  if (name == "feed") return feed_work(arguments);
  if (name == "encode") return heed::measure::encode_work(arguments);
  if (name == "texts") return heed::measure::texts_work(arguments);
  if (name == "tokenize") return heed::measure::tokenize_work(arguments);
  if (name == "train") return heed::measure::train_work(arguments);
  if (name == "interest") return heed::measure::interest_work(arguments);
  throw heed::Error(heed::Failure::usage, "there is no work " + name, "",
                    "see heed/measure/work.h");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    heed::require(argc >= 2, "the work is named");
    if (const char* threads = std::getenv("HEED_THREADS")) heed::set_threads(std::atoi(threads));
    const Work work = find(argv[1], {argv + 2, argv + argc});
    std::cout << "{\"amount\": " << std::setprecision(9) << work.amount << "}" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
      const auto start = std::chrono::steady_clock::now();
      work.run();
      const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
      std::cout << time.count() << std::endl;
    }
  } catch (const std::exception& e) {
    std::cerr << "heed_worker: " << e.what() << "\n";
    return 1;
  }
}
