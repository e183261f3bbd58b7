#define HEED_ISA avx512_vnni
#include "heed/kernel/simd/table.h"
