// The source of every HeadKernels table: included by one file per instruction set, which says
// HEED_LANES (floats in a vector), HEED_VECTORS (vectors of queries in a block) and HEED_SUMS (the
// vectors of sums in a register tile, which should nearly fill the registers).
#pragma once

#include "heed/attention/head_backward.h"
#include "heed/attention/head_forward.h"
