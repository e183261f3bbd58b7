#define HEED_LANES 4
#define HEED_VECTORS 3
#define HEED_SUMS 12
#include "heed/attention/head_body.h"

namespace heed::attention {

extern const HeadKernels kHeadBaseline = {"baseline", kRow, forward, backward};

}  // namespace heed::attention
