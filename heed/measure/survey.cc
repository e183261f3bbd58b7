#include "heed/measure/survey.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "heed/base/threads.h"
#include "heed/kernel/packed_tiles.h"
#include "heed/measure/work.h"
#include "heed/model/config.h"
#include "heed/model/registry.h"

namespace heed::measure {
namespace {

double median_seconds(const Work& work, double seconds) {
  using Clock = std::chrono::steady_clock;
  work.run();
  std::vector<double> times;
  double spent = 0;
  while (times.size() < 3 || (spent < seconds && times.size() < 1000)) {
    const auto start = Clock::now();
    work.run();
    times.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    spent += times.back();
  }
  std::nth_element(times.begin(), times.begin() + static_cast<long>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

// Multiplications and additions of a BERT's products for one token of an item of `length`.
double operations(const BertConfig& c, double length) {
  const auto width = static_cast<double>(c.width), inner = static_cast<double>(c.intermediate);
  return 2 * static_cast<double>(c.layers) *
         (4 * width * width + 2 * width * inner + 2 * length * width);
}

double peak_for(const Peak& peak, const std::string& precision) {
  if (precision == "int8") return peak.int8;
  return precision == "bf16" && peak.half > 0 ? peak.half : peak.f32;
}

}  // namespace

Survey survey(const std::string& model, double seconds,
              const std::function<void(std::string_view)>& progress) {
  Survey out;
  out.isa = kernel::tiles().name;
  out.threads = threads();
  progress("the machine's peak");
  out.one = peak(1);
  out.all = peak(out.threads);
  out.memory_one = memory_bandwidth(1);
  out.memory_all = memory_bandwidth(out.threads);

  const auto add = [&](Line line, const Work& work, double gflop, double most) {
    const double time = median_seconds(work, seconds);
    line.rate = work.amount / time;
    line.gflops = gflop / time;
    line.share = most > 0 ? line.gflops / most : 0;
    out.lines.push_back(line);
  };
  const auto encode = [&](const char* precision, int batch, int length) {
    const auto config = read_bert_config(model_folder(model) / "config.json");
    const Line line{"encode " + std::to_string(batch) + " × " + std::to_string(length) +
                        " tokens, " + precision,
                    "texts/s"};
    progress(line.name);
    const auto work =
        encode_work({precision, std::to_string(batch), std::to_string(length)}, model);
    const double gflop = 1e-9 * batch * length * operations(config, length);
    add(line, work, gflop, peak_for(out.all, precision));
  };
  if (!model.empty()) {
    for (const auto* precision : {"f32", "bf16", "int8"}) {
      encode(precision, 32, 128);
      encode(precision, 1, 16);
    }
    progress("tokenize");
    add({"tokenize, one thread", "MB/s"}, tokenize_sample_work(model), 0, 0);
  }
  progress("attention");
  const auto attention = attention_work({"f32", "8", "12", "512", "64"}, false);
  add({"attention 8 × 12 heads × 512 × 64, f32", "GFLOP/s"}, attention, attention.amount,
      out.all.f32);
  progress("interest");
  const auto interest = interest_work({"10000", "1000"});
  add({"interest, 1,000 slots", "items/s"}, interest, interest.amount * 1000 * 384 * 2e-9,
      out.all.f32);

  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  out.peak_megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return out;
}

}  // namespace heed::measure
