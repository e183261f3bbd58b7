// The source of every HeadKernels table: included by one file per instruction set, which says
// HEED_LANES (floats in a vector) and HEED_TILE (rows of a register tile: HEED_TILE × 3 vectors
// should nearly fill the registers).
#pragma once

#include "heed/attention/head_backward.h"
#include "heed/attention/head_forward.h"
