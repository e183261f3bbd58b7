// A Pass is one run of a model: the memory its tensors live in and, in training, the tape that
// backward() replays in reverse. Record order is already a topological order, so there are no graph
// nodes, no sort and no reference counts. After the first run, reset() recycles memory and nothing
// is allocated.
//
// One thread drives a Pass. Models are const, so many Passes may share one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <vector>

#include "heed/kernel/precision.h"
#include "heed/tensor/tensor.h"

namespace heed {

class Pass {
 public:
  enum class Mode { infer, train };

  // `seed` decides every random choice of the run (dropout), `precision` the arithmetic of
  // products, forward and backward: f32, or bf16 (kernel/half_product.h), with all tensors float32.
  explicit Pass(Mode mode, std::uint64_t seed = 0, Precision precision = Precision::f32)
      : mode_(mode), precision_(precision), seed_(seed) {
    require(precision != Precision::int8, "products of a pass are in f32 or bf16");
  }
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;

  bool training() const { return mode_ == Mode::train; }
  Precision precision() const { return precision_; }

  // Products with int8 weights take their inputs in twice 8 bits: twice the work, for texts too
  // short to average rounding out.
  void set_fine_inputs(bool fine) { fine_inputs_ = fine; }
  bool fine_inputs() const { return fine_inputs_; }

  // Values are uninitialised; in training there is a gradient, zeroed.
  Tensor make(Shape shape);

  // Uninitialised memory that no gradient flows through, until reset() or the scope's end.
  template <class T>
  std::span<T> scratch(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return {static_cast<T*>(allocate(count * sizeof(T))), count};
  }

  // Keeps `step` for backward(); dropped when inferring. Its captures must be trivially
  // destructible: tensors, numbers, spans. They live in the pass.
  template <class Step>
  void on_backward(Step step) {
    static_assert(std::is_trivially_destructible_v<Step>);
    if (!training()) return;
    void* place = allocate(sizeof(Step));
    tape_.push_back({[](void* state) { (*static_cast<Step*>(state))(); }, new (place) Step(step)});
  }

  // Adds to every gradient that `loss`, one number, depends on. Once for each run.
  void backward(Tensor loss);

  // Forgets the tape and recycles memory: tensors made here become invalid.
  void reset();

  // A seed for the next random choice of this run: the same sequence after each reset(seed).
  std::uint64_t next_seed() { return seed_ + 0x9e3779b97f4a7c15 * ++draws_; }
  void reset(std::uint64_t seed);

  // When inferring, memory made within a Scope is recycled at its end; in training it stays.
  class Scope {
   public:
    explicit Scope(Pass& pass) : pass_(pass), block_(pass.block_), used_(pass.used_) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() {
      if (pass_.training()) return;
      pass_.block_ = block_;
      pass_.used_ = used_;
    }

   private:
    Pass& pass_;
    std::size_t block_, used_;
  };

  std::size_t bytes() const;  // how much memory it holds

 private:
  struct Block {
    struct Free {
      void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte[], Free> bytes;
    std::size_t size;
  };
  struct Step {
    void (*run)(void*);
    void* state;
  };

  void* allocate(std::size_t bytes);  // 64-byte aligned

  Mode mode_;
  Precision precision_;
  bool fine_inputs_ = false;
  std::uint64_t seed_;
  std::uint64_t draws_ = 0;
  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // the one in use
  std::size_t used_ = 0;   // bytes of it
  std::vector<Step> tape_;
};

}  // namespace heed
