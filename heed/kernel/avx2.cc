#define HEED_ISA avx2
#include "heed/kernel/simd/table.h"
