// The table of one instruction set. A file compiled for that set defines HEED_ISA, the set's name,
// and includes this. Nothing of the standard library with code of its own may come in here: its
// inline functions, compiled for wide vectors, could replace everybody's.
#pragma once

#include "heed/kernel/simd/activation.h"
#include "heed/kernel/simd/rows.h"
#include "heed/kernel/table.h"

#define HEED_TEXT_OF(x) #x
#define HEED_NAME_OF(x) HEED_TEXT_OF(x)

namespace heed::kernel {

extern const Table HEED_ISA;
const Table HEED_ISA = {
    HEED_NAME_OF(HEED_ISA),
    add,
    accumulate,
    sum_of_squares,
    activate,
    activate_backward,
    scale_by_slope,
    bias_activate,
    layer_norm,
    layer_norm_backward,
    layer_norm_parameters_backward,
    column_sums,
    dropout,
    adam,
};

}  // namespace heed::kernel
