// Where a token stands in its item, told to attention in four ways.
#pragma once

#include <cstdint>
#include <vector>

#include "heed/tensor/pass.h"
#include "heed/tensor/tensor.h"

namespace heed {

// x + P, where P[t, 2i] = sin(t / 10000^(2i/width)) and P[t, 2i + 1] is its cosine (Vaswani et al.
// 2017), t counted from the start of the item.
Tensor add_sinusoidal(Pass& pass, Tensor x, Ragged items);

// x + table[t]; table [positions, width] is learned, and no item is longer than it.
Tensor add_learned_positions(Pass& pass, Tensor x, Tensor table, Ragged items);

// Which columns of a head rotary embeddings turn together: c with c + d/2 (as in Llama and
// Hugging Face) or 2c with 2c + 1 (as in the paper and in GPT-J).
enum class RotaryPairs { halves, neighbours };

// Rotary embeddings (Su et al. 2021) for q or k, [tokens, heads · d], d even: pair i of each head
// at position t is turned by the angle t · base^(−2i/d).
Tensor rotary(Pass& pass, Tensor x, Ragged items, int heads,
              RotaryPairs pairs = RotaryPairs::halves, float base = 10000);

// The slopes of ALiBi (Press et al. 2022), for MultiHead::slopes: 2^(−8/n), 2^(−16/n), … for n
// heads; where n is no power of two, those of the power below and then every second of twice it.
std::vector<float> alibi_slopes(int heads);

}  // namespace heed
