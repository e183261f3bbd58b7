// Parameters own the values and gradients that a model learns, each under a unique name, in the
// order in which the modules asked for them. Modules keep a Parameter* and are otherwise const.
//
// Gradients take memory only after want_gradients(). Values may be borrowed (from a mapped file,
// for serving): they are copied before anyone may write them.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heed/tensor/tensor.h"
#include "heed/tensor/touched_rows.h"

namespace heed {

// How a parameter's first values are drawn.
struct Initial {
  enum class Kind { zeros, ones, normal, uniform, none };
  Kind kind = Kind::zeros;
  float size = 0;  // normal: standard deviation; uniform: in [−size, size]

  static Initial zeros() { return {}; }
  static Initial ones() { return {Kind::ones, 0}; }
  static Initial normal(float deviation) { return {Kind::normal, deviation}; }
  static Initial uniform(float bound) { return {Kind::uniform, bound}; }
  static Initial none() { return {Kind::none, 0}; }  // uninitialised: to be loaded
  // Glorot and Bengio (2010): uniform within √(6 / (in + out)).
  static Initial xavier(std::int64_t in, std::int64_t out);
};

struct Parameter {
  std::string name;
  Tensor tensor;  // its grad is null while frozen, or before want_gradients()
  bool trainable = true;
  bool decays = true;                    // weight decay applies (not to biases and norms)
  std::unique_ptr<TouchedRows> touched;  // for tables with row-sparse gradients

  operator const Tensor&() const { return tensor; }
  // Zero, on the touched rows only where the gradient is row-sparse.
  void zero_gradient();

 private:
  friend class Parameters;
  std::unique_ptr<float[]> values_;  // null: borrowed
  std::unique_ptr<float[]> gradient_;
};

class Parameters {
 public:
  // `seed` and a parameter's name decide its first values: adding another changes none.
  explicit Parameters(std::uint64_t seed = 0) : seed_(seed) {}

  // Parameters without first values, all of which are to be loaded: memory that is borrowed over is
  // never touched.
  static Parameters to_load() {
    Parameters parameters;
    parameters.draw_ = false;
    return parameters;
  }

  // Stays where it is as long as this lives. A name that is taken is a bug.
  Parameter* add(std::string name, Shape shape, Initial initial);
  Parameter* add_table(std::string name, Shape shape, Initial initial);  // row-sparse gradients

  Parameter* find(std::string_view name);  // null: there is none
  const Parameter* find(std::string_view name) const;

  // Uses `values` as they lie, which must outlive this or the next want_gradients().
  void borrow(Parameter& parameter, const float* values);

  std::int64_t count() const;
  std::int64_t trainable_count() const;

  // No gradients for the parameters whose name starts with `prefix`.
  void freeze(std::string_view prefix);
  void unfreeze(std::string_view prefix);

  // Before training: owns every value, and a zeroed gradient for each trainable parameter.
  void want_gradients();
  void zero_gradients();
  // √Σ g² over all gradients; scale_gradients multiplies them.
  double gradient_norm() const;
  void scale_gradients(float factor);
  // Scales the gradients down so that their norm is at most `most`; returns what it was.
  double clip_gradients(double most);

  auto begin() { return list_.begin(); }
  auto end() { return list_.end(); }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

 private:
  std::uint64_t seed_;
  bool draw_ = true;
  std::deque<Parameter> list_;
};

}  // namespace heed
