// Ops that move rows and columns about.
#pragma once

#include <span>

#include "heed/tensor/pass.h"
#include "heed/tensor/touched_rows.h"

namespace heed {

// y[i] = table[ids[i]]; each id is in [0, table.rows()). `ids`, and `touched` where it is given,
// must outlive backward(), which adds to the gradients of those rows only and marks them.
Tensor embedding(Pass& pass, Tensor table, std::span<const std::int32_t> ids,
                 TouchedRows* touched = nullptr);

// [rows, a], [rows, b], … → [rows, a + b + …]
Tensor concatenate_columns(Pass& pass, std::span<const Tensor> parts);

// Each row divided by its length, or by `eps` where it is shorter.
Tensor normalize_rows(Pass& pass, Tensor x, float eps = 1e-12f);

}  // namespace heed
