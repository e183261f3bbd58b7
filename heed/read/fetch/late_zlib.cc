// zlib, brotli and zstd (see their own files) are loaded when a packed answer comes. libcurl needs
// all three, so that they are there where it is.
#include <zlib.h>

#include "heed/read/late_library.h"

namespace {
constexpr heed::read::LateLibrary kLibrary("libz.so.1", "zlib1g");
}

HEED_LATE(int, inflateInit2_, (z_streamp stream, int window, const char* version, int size),
          (stream, window, version, size))
HEED_LATE(int, inflate, (z_streamp stream, int flush), (stream, flush))
HEED_LATE(int, inflateReset, (z_streamp stream), (stream))
HEED_LATE(int, inflateEnd, (z_streamp stream), (stream))
