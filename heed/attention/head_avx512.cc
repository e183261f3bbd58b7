#define HEED_LANES 16
#define HEED_VECTORS 4
#define HEED_SUMS 24
#include "heed/attention/head_body.h"

namespace heed::attention {

extern const HeadKernels kHeadAvx512 = {"avx512", kRow, forward, backward};

}  // namespace heed::attention
