#include "heed/read/fetch/packing.h"

#include <algorithm>

#include "heed/read/ascii.h"

namespace heed::read {
namespace {

constexpr std::size_t kMostLayers = 4;
constexpr std::size_t kLargestRatio = 100;
constexpr std::size_t kUnsuspicious = 1u << 20;  // bytes of any ratio

}  // namespace

bool is_bomb(std::size_t unpacked, std::size_t received) {
  return unpacked > kUnsuspicious && unpacked / kLargestRatio > std::max<std::size_t>(received, 1);
}

bool Packing::add(std::string_view codings) {
  for (const auto& name : split(lower(codings), ",")) {
    if (layers_.size() > kMostLayers) return false;
    if (auto layer = Unpacker::of(name)) layers_.insert(layers_.begin(), std::move(layer));
  }
  return layers_.size() <= kMostLayers;
}

bool Packing::unpack(std::string_view bytes, const Unpacker::Take& take) {
  received_ += bytes.size();
  return unpack(bytes, 0, take);
}

bool Packing::unpack(std::string_view bytes, std::size_t layer, const Unpacker::Take& take) {
  if (layer == layers_.size()) return take(bytes);
  return layers_[layer]->unpack(bytes, [&](std::string_view inner) {
    unpacked_ += inner.size();
    bomb_ = read::is_bomb(unpacked_, received_);
    return !bomb_ && unpack(inner, layer + 1, take);
  });
}

bool Packing::is_cut() const {
  return received_ > 0 && std::any_of(layers_.begin(), layers_.end(), [](const auto& layer) {
           return layer->state() == Unpacker::State::more;
         });
}

bool Packing::is_broken() const {
  return layers_.size() > kMostLayers ||
         std::any_of(layers_.begin(), layers_.end(),
                     [](const auto& layer) { return layer->state() == Unpacker::State::broken; });
}

}  // namespace heed::read
