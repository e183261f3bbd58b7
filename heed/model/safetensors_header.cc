// The header's JSON is read by hand: its grammar is fixed and three levels deep, so there is no
// recursion, and a hostile header of a hundred megabytes costs no more memory than it is long.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "heed/base/error.h"
#include "heed/base/utf8.h"
#include "heed/model/safetensors.h"

namespace heed {
namespace {

constexpr std::size_t kMaxTensors = 1 << 16;
constexpr std::size_t kMaxRank = 16;

struct NamedDtype {
  std::string_view name;
  std::size_t size;
};

constexpr std::array<NamedDtype, 15> kDtypes{{{"BOOL", 1},
                                              {"U8", 1},
                                              {"I8", 1},
                                              {"F8_E5M2", 1},
                                              {"F8_E4M3", 1},
                                              {"I16", 2},
                                              {"U16", 2},
                                              {"F16", 2},
                                              {"BF16", 2},
                                              {"I32", 4},
                                              {"U32", 4},
                                              {"F32", 4},
                                              {"I64", 8},
                                              {"U64", 8},
                                              {"F64", 8}}};

class HeaderParser {
 public:
  HeaderParser(std::string_view json, std::string_view where) : json_(json), where_(where) {}

  SafetensorsHeader parse() {
    SafetensorsHeader header;
    bool metadata_seen = false;
    object([&](std::string name) {
      if (name == "__metadata__") {
        if (std::exchange(metadata_seen, true)) fail("has two __metadata__");
        metadata(header);
        return;
      }
      if (header.tensors.size() == kMaxTensors) fail("has more than 65,536 tensors");
      header.tensors.push_back(tensor(std::move(name)));
    });
    while (at_ < json_.size() && (json_[at_] == ' ' || json_[at_] == '\0')) ++at_;
    if (at_ != json_.size()) fail("goes on after its end");
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(Failure::bad_input,
                "the header " + what + " (byte " + std::to_string(at_ + 8) + ")",
                std::string(where_), "get the file again: it is damaged or no safetensors file");
  }

  char peek() {
    while (at_ < json_.size() &&
           (json_[at_] == ' ' || json_[at_] == '\n' || json_[at_] == '\t' || json_[at_] == '\r')) {
      ++at_;
    }
    if (at_ == json_.size()) fail("ends too early");
    return json_[at_];
  }

  void expect(char c) {
    if (peek() != c) fail(std::string("lacks a ") + c);
    ++at_;
  }

  // member(name) reads one value.
  template <class Member>
  void object(Member&& member) {
    expect('{');
    if (peek() == '}') {
      ++at_;
      return;
    }
    for (;;) {
      auto name = string();
      expect(':');
      member(std::move(name));
      if (peek() == '}') break;
      expect(',');
    }
    ++at_;
  }

  void metadata(SafetensorsHeader& header) {
    object([&](std::string name) {
      if (!header.metadata.emplace(std::move(name), string()).second) fail("repeats metadata");
    });
  }

  StoredTensor tensor(std::string name) {
    StoredTensor tensor;
    tensor.name = std::move(name);
    int seen = 0;
    const auto once = [&](int bit, const std::string& field) {
      if ((seen & bit) != 0) fail("repeats " + field + " of " + tensor.name);
      seen |= bit;
    };
    object([&](const std::string& field) {
      if (field == "dtype") {
        once(1, field);
        tensor.dtype = dtype(tensor.name);
      } else if (field == "shape") {
        once(2, field);
        for (const auto size : numbers(kMaxRank)) {
          if (size > std::numeric_limits<std::int64_t>::max()) fail("has a size that is too large");
          tensor.shape.push_back(static_cast<std::int64_t>(size));
        }
      } else if (field == "data_offsets") {
        once(4, field);
        const auto offsets = numbers(2);
        if (offsets.size() != 2) fail("lacks an offset of " + tensor.name);
        tensor.begin = offsets[0];
        tensor.end = offsets[1];
      } else {
        fail("has a field that is unknown, " + field + ", in " + tensor.name);
      }
    });
    if (seen != 7) fail("lacks dtype, shape or data_offsets of " + tensor.name);
    return tensor;
  }

  Dtype dtype(const std::string& tensor) {
    const auto name = string();
    const auto found = std::find_if(kDtypes.begin(), kDtypes.end(),
                                    [&](const NamedDtype& d) { return d.name == name; });
    if (found == kDtypes.end()) fail("has an unknown type, " + name + ", for " + tensor);
    return static_cast<Dtype>(found - kDtypes.begin());
  }

  std::vector<std::uint64_t> numbers(std::size_t most) {
    std::vector<std::uint64_t> values;
    expect('[');
    if (peek() == ']') {
      ++at_;
      return values;
    }
    for (;;) {
      if (values.size() == most) fail("has a list that is too long");
      values.push_back(number());
      if (peek() == ']') break;
      expect(',');
    }
    ++at_;
    return values;
  }

  std::uint64_t number() {
    peek();
    std::uint64_t value = 0;
    const char* begin = json_.data() + at_;
    const auto [end, problem] = std::from_chars(begin, json_.data() + json_.size(), value);
    if (problem != std::errc()) fail("lacks a whole number from 0 to 2^64 − 1");
    if (*begin == '0' && end != begin + 1) fail("has a number that begins with 0");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  std::string string() {
    expect('"');
    std::string out;
    for (;;) {
      if (at_ == json_.size()) fail("ends in a string");
      const char c = json_[at_++];
      if (c == '"') break;
      if (static_cast<unsigned char>(c) < 0x20) fail("has a control character in a string");
      if (c == '\\') {
        escape(out);
      } else {
        out += c;
      }
    }
    if (!is_utf8(out)) fail("has a string that is not UTF-8");
    return out;
  }

  void escape(std::string& out) {
    static constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
    if (at_ == json_.size()) fail("ends in a string");
    const char c = json_[at_++];
    if (c == 'u') {
      char32_t unit = hex4();
      if (unit >= 0xD800 && unit < 0xDC00) {
        if (json_.substr(at_, 2) != "\\u") fail("has half a surrogate pair");
        at_ += 2;
        const char32_t low = hex4();
        if (low < 0xDC00 || low > 0xDFFF) fail("has half a surrogate pair");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      } else if (unit >= 0xDC00 && unit < 0xE000) {
        fail("has half a surrogate pair");
      }
      append_utf8(out, unit);
      return;
    }
    const auto found = kFrom.find(c);
    if (found == std::string_view::npos) fail("has an unknown escape");
    out += kTo[found];
  }

  char32_t hex4() {
    unsigned value = 0;
    if (json_.size() - at_ < 4) fail("ends in a string");
    const char* begin = json_.data() + at_;
    const auto [end, problem] = std::from_chars(begin, begin + 4, value, 16);
    if (problem != std::errc() || end != begin + 4) fail("has an escape without four digits");
    at_ += 4;
    return value;
  }

  std::string_view json_;
  std::string_view where_;
  std::size_t at_ = 0;
};

void check_layout(SafetensorsHeader& header, std::uint64_t data_size, std::string_view where) {
  const auto fail = [&](const StoredTensor& tensor, const std::string& what) {
    throw Error(Failure::bad_input, what, std::string(where) + ", tensor " + tensor.name,
                "get the file again: it is damaged");
  };
  auto& tensors = header.tensors;
  std::sort(tensors.begin(), tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  std::uint64_t at = 0;
  for (const auto& tensor : tensors) {
    std::uint64_t bytes = size_of(tensor.dtype);
    for (const auto size : tensor.shape) {
      if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes)) {
        fail(tensor, "the shape is too large");
      }
    }
    if (tensor.begin < at) fail(tensor, "the values overlap another tensor's");
    if (tensor.begin > at) fail(tensor, "there is a hole before the values");
    if (tensor.end < tensor.begin || tensor.end - tensor.begin != bytes) {
      fail(tensor, "the offsets do not fit the shape and type");
    }
    if (tensor.end > data_size) fail(tensor, "the values go on after the end of the file");
    at = tensor.end;
  }
  if (at != data_size) {
    throw Error(Failure::bad_input, "bytes that belong to no tensor follow the values",
                std::string(where), "get the file again: it is damaged");
  }
  std::vector<std::string_view> names;
  for (const auto& tensor : tensors) names.push_back(tensor.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    throw Error(Failure::bad_input, "two tensors have one name",
                std::string(where) + ", tensor " + std::string(*twice),
                "get the file again: it is damaged");
  }
}

}  // namespace

std::string_view name(Dtype dtype) {
  return kDtypes[static_cast<std::size_t>(dtype)].name;
}

std::size_t size_of(Dtype dtype) {
  return kDtypes[static_cast<std::size_t>(dtype)].size;
}

std::int64_t StoredTensor::count() const {
  return static_cast<std::int64_t>((end - begin) / size_of(dtype));
}

SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_size,
                                           std::string_view where) {
  auto header = HeaderParser(json, where).parse();
  check_layout(header, data_size, where);
  return header;
}

}  // namespace heed
