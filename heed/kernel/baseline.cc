#define HEED_ISA baseline
#include "heed/kernel/simd/table.h"
