#include "heed/attention/workspace.h"

#include <memory>
#include <new>

namespace heed::attention {
namespace {

struct Free {
  void operator()(float* p) const { ::operator delete[](p, std::align_val_t{64}); }
};

}  // namespace

float* workspace(std::size_t floats) {
  thread_local std::unique_ptr<float[], Free> memory;
  thread_local std::size_t size = 0;
  if (floats > size) {
    memory.reset();
    size = 0;
    memory.reset(
        static_cast<float*>(::operator new[](floats * sizeof(float), std::align_val_t{64})));
    size = floats;
  }
  return memory.get();
}

}  // namespace heed::attention
