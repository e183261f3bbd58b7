#define HEED_ISA baseline
#define HEED_LANES 2
#include "heed/kernel/slots_body.h"
