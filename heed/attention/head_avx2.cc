#define HEED_LANES 8
#define HEED_TILE 4
#include "heed/attention/head_body.h"

namespace heed::attention {

extern const HeadKernels kHeadAvx2 = {"avx2", kRow, forward, backward};

}  // namespace heed::attention
