#include "heed/train/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "heed/base/random.h"

namespace heed {
namespace {

// Items whose labels are drawn from softmax(z), shown with logits z · 3: the right T is 3.
struct Drawn {
  std::vector<float> logits;
  std::vector<std::int32_t> truth;
};

Drawn draw(int items, double scale) {
  Random random(5);
  Drawn out;
  for (int i = 0; i < items; ++i) {
    double z[3], total = 0;
    for (double& v : z) total += std::exp(v = 1.5 * random.normal());
    double u = random.uniform() * total;
    std::int32_t label = 0;
    while (label < 2 && (u -= std::exp(z[label])) > 0) ++label;
    for (const double v : z) out.logits.push_back(static_cast<float>(v * scale));
    out.truth.push_back(label);
  }
  return out;
}

TEST(Calibration, FindsTheTemperatureThatTheLabelsWereDrawnWith) {
  const auto d = draw(20000, 3.0);
  EXPECT_NEAR(fit_temperature(d.logits, d.truth, 3), 3.0, 0.1);
  const auto cold = draw(20000, 0.5);
  EXPECT_NEAR(fit_temperature(cold.logits, cold.truth, 3), 0.5, 0.02);
}

TEST(Calibration, FindsTheLowestLossOfAGrid) {
  const auto d = draw(200, 2.0);
  const double best =
      negative_log_likelihood(d.logits, d.truth, 3, fit_temperature(d.logits, d.truth, 3));
  for (double t = 0.05; t < 20; t *= 1.1) {
    EXPECT_LE(best, negative_log_likelihood(d.logits, d.truth, 3, t) + 1e-9) << t;
  }
}

TEST(Calibration, StaysInBoundsWhereEverythingIsRight) {
  const std::vector<float> logits = {5, 0, 0, 5};
  EXPECT_NEAR(fit_temperature(logits, std::vector<std::int32_t>{0, 1}, 2), 0.2, 1e-3);
  EXPECT_EQ(fit_temperature({}, {}, 2), 1.0);
}

TEST(Calibration, SoftmaxRowsSumToOneAtAnySize) {
  const std::vector<float> logits = {1e6f, 0, -1e6f, 1, 2, 3};
  std::vector<float> p(6);
  softmax_rows(logits, 3, 1.0, p);
  EXPECT_FLOAT_EQ(p[0], 1.0f);
  EXPECT_FLOAT_EQ(p[3] + p[4] + p[5], 1.0f);
  EXPECT_NEAR(p[4], 0.244728471, 1e-7);
  softmax_rows(logits, 3, 2.0, p);
  EXPECT_NEAR(p[5] / p[4], std::exp(0.5), 1e-5);
}

}  // namespace
}  // namespace heed
