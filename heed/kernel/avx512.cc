#define HEED_ISA avx512
#include "heed/kernel/simd/table.h"
