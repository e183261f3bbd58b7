#include "heed/train/checkpoint.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "heed/base/json.h"
#include "heed/model/safetensors.h"

namespace heed {
namespace {

Json to_json(const TrainingState& s, std::int64_t adam_steps) {
  Json training = Json::array(), dev = Json::array();
  for (const auto& p : s.curve.training) training.push_back({p.step, p.loss});
  for (const auto& p : s.curve.dev) dev.push_back({p.step, p.loss, p.accuracy});
  return {{"epoch", s.epoch},
          {"batch", s.batch},
          {"step", s.step},
          {"adam_steps", adam_steps},
          {"loss", s.loss},
          {"right", s.right},
          {"items", s.items},
          {"last_loss", s.last_loss},
          {"best_accuracy", s.best_accuracy},
          {"best_loss", s.best_loss},
          {"best_step", s.best_step},
          {"stale", s.stale},
          {"training", std::move(training)},
          {"dev", std::move(dev)}};
}

TrainingState state_from(const Json& json) {
  TrainingState s;
  s.epoch = static_cast<int>(whole_number(json.at("epoch")));
  s.batch = whole_number(json.at("batch"));
  s.step = whole_number(json.at("step"));
  s.loss = json.at("loss");
  s.right = whole_number(json.at("right"));
  s.items = whole_number(json.at("items"));
  s.last_loss = json.at("last_loss");
  s.best_accuracy = json.at("best_accuracy");
  s.best_loss = json.at("best_loss");
  s.best_step = whole_number(json.at("best_step"));
  s.stale = static_cast<int>(whole_number(json.at("stale")));
  for (const auto& p : json.at("training")) s.curve.training.push_back({p.at(0), p.at(1)});
  for (const auto& p : json.at("dev")) s.curve.dev.push_back({p.at(0), p.at(1), p.at(2)});
  return s;
}

// The state and Adam's steps; nothing where the text is not what to_json wrote.
std::optional<std::pair<TrainingState, std::int64_t>> parse_state(const std::string& text) {
  const auto json = Json::parse(text, nullptr, false);
  try {
    auto state = state_from(json);
    const auto steps = whole_number(json.at("adam_steps"));
    if (std::min({std::int64_t{state.epoch}, state.batch, state.step, state.right, state.items,
                  state.best_step, std::int64_t{state.stale}, steps}) < 0) {
      return std::nullopt;
    }
    return std::pair(std::move(state), steps);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

// The first field in which two settings differ, "" where none does.
std::string difference(const std::string& kept, const std::string& wanted) {
  if (kept == wanted) return "";
  const auto a = Json::parse(kept, nullptr, false), b = Json::parse(wanted);
  if (!a.is_object()) return "settings";
  for (const auto& [key, value] : b.items()) {
    if (!a.contains(key)) return key;
    if (a[key] != value) return key + " is " + to_line(a[key]) + ", not " + to_line(value);
  }
  return "settings";
}

std::vector<float> to_floats(const std::vector<bool>& flags) {
  return std::vector<float>(flags.begin(), flags.end());
}

std::vector<float> read_if_there(const Safetensors& file, const std::string& name,
                                 std::int64_t count) {
  const auto* found = file.find(name);
  if (found == nullptr) return {};
  if (found->count() != count) {
    throw Error(Failure::bad_input, name + " has another size than the classifier's",
                file.path().string(), "train again with --restart");
  }
  return file.read(*found);
}

}  // namespace

void write_checkpoint(const std::filesystem::path& path, const std::string& settings,
                      const Parameters& parameters, const Adam& adam, const TrainingState& state,
                      const std::vector<std::vector<float>>& best) {
  std::vector<TensorToStore> tensors;
  std::vector<std::vector<float>> flags(parameters.size());  // no growth: spans point into it
  const auto add = [&](const char* kind, const std::string& name, std::span<const float> values) {
    if (values.empty()) return;
    tensors.push_back({kind + name, {static_cast<std::int64_t>(values.size())}, values});
  };
  std::size_t i = 0;
  for (const auto& parameter : parameters) {
    const auto at = i++;
    if (!parameter.trainable) continue;
    const auto& moments = adam.state()[at];
    flags[at] = to_floats(moments.reached);
    add("value.", parameter.name, parameter.tensor.values());
    add("mean.", parameter.name, moments.mean);
    add("square.", parameter.name, moments.square);
    add("reached.", parameter.name, flags[at]);
    if (!best.empty()) add("best.", parameter.name, best[at]);
  }
  write_safetensors(path, tensors,
                    {{"settings", settings}, {"state", to_json(state, adam.steps()).dump()}});
}

void read_checkpoint(const std::filesystem::path& path, const std::string& settings,
                     Parameters& parameters, Adam& adam, TrainingState& state,
                     std::vector<std::vector<float>>& best) {
  const Safetensors file(path);
  const auto field = [&](const char* name) {
    const auto found = file.metadata().find(name);
    return found == file.metadata().end() ? std::string() : found->second;
  };
  if (const auto differs = difference(field("settings"), settings); !differs.empty()) {
    throw Error(Failure::bad_input, "an unfinished training of another kind lies here: " + differs,
                path.string(), "finish it with its own settings, or start over with --restart");
  }
  const auto damaged = [&](const std::string& what) {
    return Error(Failure::bad_input, what, path.string(), "train again with --restart");
  };
  const auto kept_state = parse_state(field("state"));
  if (!kept_state) throw damaged("the training's state is not what heed wrote");
  std::vector<Adam::State> moments(parameters.size());
  std::vector<std::vector<float>> values(parameters.size()), kept(parameters.size());
  std::size_t i = 0, with_best = 0, trainable = 0;
  for (const auto& parameter : parameters) {
    const auto at = i++;
    if (!parameter.trainable) continue;
    ++trainable;
    const auto count = parameter.tensor.count();
    values[at] = read_if_there(file, "value." + parameter.name, count);
    moments[at].mean = read_if_there(file, "mean." + parameter.name, count);
    moments[at].square = read_if_there(file, "square." + parameter.name, count);
    for (const float f :
         read_if_there(file, "reached." + parameter.name, parameter.tensor.rows())) {
      moments[at].reached.push_back(f != 0);
    }
    kept[at] = read_if_there(file, "best." + parameter.name, count);
    if (!kept[at].empty()) ++with_best;
    if (values[at].empty() || moments[at].mean.empty() != moments[at].square.empty()) {
      throw damaged("a part of " + parameter.name + " is missing");
    }
  }
  if (with_best != 0 && with_best != trainable) throw damaged("a part of the best is missing");
  state = kept_state->first;
  adam.restore(kept_state->second, std::move(moments));
  i = 0;
  for (auto& parameter : parameters) {
    std::copy(values[i].begin(), values[i].end(), parameter.tensor.data);
    ++i;
  }
  if (with_best != 0) best = std::move(kept);
}

}  // namespace heed
