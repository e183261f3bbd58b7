#define HEED_ISA avx512_bf16
#include "heed/kernel/simd/table.h"
