// Interest is attention over memory. For an item with unit vector e and slots with keys k_j:
//
//   z_j     = (e·k_j − b_j) / σ                  how much closer than unrelated texts
//   logit_j = (z_j − z_kind) / τ + ln w_j
//   logit_0 = ln(1 + W / max(1, typed slots))    the null slot, of value 0; W: weight of what was
//                                                liked, so that many likes don't crowd it out
//   α = softmax(logit)      interest = Σ_j α_j v_j
//
// This is Bayes' rule (w the prior, the exponential the likelihood, α the posterior), and it is
// linear in the values: α_j v_j is exactly what slot j gave.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heed/choice/memory.h"
#include "heed/kernel/slots.h"

namespace heed::choice {

struct Felt {
  double interest = 0;  // −1 … 1
  double unknown = 1;   // α_0: how sure it is that no slot is close
};

struct Share {
  std::size_t slot = 0;
  double weight = 0;  // α_j
  double value = 0;   // α_j v_j
};

class Interest {
 public:
  // `background` was measured for these keys.
  Interest(std::span<const Slot> slots, Background background, const MemorySettings& settings);

  // `similarities`: e·k_j for every slot.
  Felt feel(std::span<const float> similarities) const;
  Felt feel(std::span<const float> similarities, std::span<double> scratch) const;  // of slots()
  // What each slot gave, greatest absolute value first; the sum of the values is the interest.
  std::vector<Share> explain(std::span<const float> similarities) const;

  std::size_t slots() const { return values_.size(); }

 private:
  // weights[j] = α_j · total
  kernel::SlotTotals attend(std::span<const float> similarities, std::span<double> weights) const;

  std::vector<double> values_;
  std::vector<double> offsets_;  // logit_j = similarity / (σ τ) − offset_j
  std::vector<double> reach_;    // similarity below which the slot is not heard
  double scale_ = 1;             // 1 / (σ τ)
  double null_logit_ = 0;
};

// Every row of `items` felt against every key, in parallel.
std::vector<Felt> feel_all(const Interest& interest, Rows items, Rows keys);

}  // namespace heed::choice
