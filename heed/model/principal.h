// Principal components: the directions along which rows vary most.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace heed {

struct Principal {
  std::vector<float> mean;        // [width]
  std::vector<float> directions;  // [kept][width], orthonormal, most variance first
  std::vector<double> variances;  // [kept]
};

// Of `rows` rows of `width` values, the `kept` ≤ width first components. Each direction's largest
// entry is positive, so that the result is the same everywhere. Cost: rows · width² + 10 · width³.
Principal principal_components(std::span<const float> values, std::size_t width, std::size_t kept);

// Eigenvalues, falling, and eigenvectors as rows, of a symmetric [n, n] matrix: Jacobi's rotations
// in cyclic order (Golub and Van Loan, Matrix Computations, 8.5).
void symmetric_eigen(std::vector<double>& matrix, std::size_t n, std::vector<double>& values,
                     std::vector<double>& vectors);

}  // namespace heed
