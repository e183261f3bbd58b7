#define HEED_LANES 4
#define HEED_TILE 4
#include "heed/attention/head_body.h"

namespace heed::attention {

extern const HeadKernels kHeadBaseline = {"baseline", kRow, forward, backward};

}  // namespace heed::attention
