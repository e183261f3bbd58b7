#include "heed/train/evaluation.h"

#include "heed/train/dataset.h"
#include "heed/train/prediction.h"

namespace heed {

Evaluation evaluate(const std::filesystem::path& model, const std::filesystem::path& path,
                    const std::optional<std::string>& group) {
  const auto classifier = Classifier::load(model);
  const auto data = read_dataset(path).take();
  Evaluation out;
  out.labels = classifier.config().labels;
  const auto truth = label_ids(data, out.labels).take();
  const auto column = group ? data.others.find(*group) : data.others.end();
  if (group && column == data.others.end()) {
    throw Error(Failure::bad_input, "there is no column \"" + *group + "\"", path.string(),
                "name one of the file's other columns");
  }
  const auto logits = predict(classifier, encode_texts(classifier, data.texts)).logits;
  const auto all = probabilities(classifier, logits);
  std::vector<std::int32_t> called;
  for (std::size_t i = 0; i < data.size(); ++i) called.push_back(all.likeliest(i));
  out.metrics = measure(truth, called, out.labels.size());
  out.ece = calibration_error(truth, all);
  if (group) out.groups = measure_groups(truth, called, column->second, out.labels.size());
  return out;
}

}  // namespace heed
