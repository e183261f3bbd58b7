#define HEED_ISA avx2
#define HEED_LANES 4
#include "heed/kernel/slots_body.h"
