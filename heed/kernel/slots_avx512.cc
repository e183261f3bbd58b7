#define HEED_ISA avx512
#define HEED_LANES 8
#include "heed/kernel/slots_body.h"
