#include "heed/train/learning_curve.h"

#include <algorithm>
#include <cstdio>

namespace heed {
namespace {

constexpr double kLeft = 60, kTop = 50, kWidth = 560, kHeight = 270;

std::string format(const char* pattern, auto... values) {
  char line[256];
  const int n = std::snprintf(line, sizeof line, pattern, values...);
  return std::string(line, static_cast<std::size_t>(std::clamp(n, 0, 255)));
}

struct Scale {
  double steps, loss;

  double x(std::int64_t step) const { return kLeft + kWidth * static_cast<double>(step) / steps; }
  double loss_y(double v) const { return kTop + kHeight * (1 - std::min(v / loss, 1.0)); }
  double share_y(double v) const { return kTop + kHeight * (1 - v); }
};

// The mean of each of at most 280 runs of steps: one point for every two dots of width.
std::vector<LearningCurve::Step> smooth(const std::vector<LearningCurve::Step>& steps) {
  std::vector<LearningCurve::Step> out;
  const auto run = std::max<std::size_t>(1, (steps.size() + 279) / 280);
  for (std::size_t at = 0; at < steps.size(); at += run) {
    const auto count = std::min(run, steps.size() - at);
    double sum = 0;
    for (std::size_t i = at; i < at + count; ++i) sum += steps[i].loss;
    out.push_back({steps[at + count - 1].step, sum / static_cast<double>(count)});
  }
  return out;
}

std::string line(const std::string& points, const char* colour, const char* more = "") {
  return points.empty() ? ""
                        : "<polyline fill=\"none\" stroke=\"" + std::string(colour) +
                              "\" stroke-width=\"2\" " + more + " points=\"" + points + "\"/>\n";
}

std::string axes(const Scale& scale) {
  std::string out;
  for (int i = 0; i <= 4; ++i) {
    const double y = kTop + kHeight * (4 - i) / 4;
    out += format("<path d=\"M%g %.1fh%g\" stroke=\"#8884\"/>\n", kLeft, y, kWidth);
    out += format("<text x=\"%g\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>\n", kLeft - 8, y + 4,
                  scale.loss * i / 4);
    out += format("<text x=\"%g\" y=\"%.1f\">%d %%</text>\n", kLeft + kWidth + 8, y + 4, 25 * i);
    const double step = scale.steps * i / 4;
    out += format("<text x=\"%.1f\" y=\"%g\" text-anchor=\"middle\">%.0f</text>\n",
                  kLeft + kWidth * i / 4, kTop + kHeight + 20, step);
  }
  return out + format("<text x=\"%g\" y=\"%g\" text-anchor=\"middle\">steps</text>\n",
                      kLeft + kWidth / 2, kTop + kHeight + 40);
}

std::string legend() {
  std::string out;
  double x = kLeft;
  for (const auto& [colour, words] :
       {std::pair{"#3b82f6", "training loss (left)"}, std::pair{"#f97316", "dev loss (left)"},
        std::pair{"#16a34a", "dev accuracy (right)"}}) {
    out += format("<path d=\"M%g 24h24\" stroke=\"%s\" stroke-width=\"3\"/>", x, colour);
    out += format("<text x=\"%g\" y=\"28\">%s</text>\n", x + 32, words);
    x += 200;
  }
  return out;
}

}  // namespace

std::string to_svg(const LearningCurve& curve) {
  const auto training = smooth(curve.training);
  Scale scale{1, 1e-9};
  for (const auto& p : training) {
    scale.steps = std::max(scale.steps, static_cast<double>(p.step));
    scale.loss = std::max(scale.loss, p.loss);
  }
  for (const auto& p : curve.dev) {
    scale.steps = std::max(scale.steps, static_cast<double>(p.step));
    scale.loss = std::max(scale.loss, p.loss);
  }
  std::string trained, loss, accuracy, dots;
  for (const auto& p : training) {
    trained += format("%.1f,%.1f ", scale.x(p.step), scale.loss_y(p.loss));
  }
  for (const auto& p : curve.dev) {
    const double x = scale.x(p.step), y = scale.share_y(p.accuracy);
    loss += format("%.1f,%.1f ", x, scale.loss_y(p.loss));
    accuracy += format("%.1f,%.1f ", x, y);
    dots += format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#16a34a\">", x, y) +
            format("<title>step %lld: %.2f %%</title></circle>\n", static_cast<long long>(p.step),
                   100 * p.accuracy);
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 380\" role=\"img\" "
         "font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#777\">\n"
         "<title>Learning curve</title>\n" +
         legend() + axes(scale) + line(trained, "#3b82f6", "stroke-opacity=\"0.7\"") +
         line(loss, "#f97316") + line(accuracy, "#16a34a") + dots + "</svg>\n";
}

}  // namespace heed
