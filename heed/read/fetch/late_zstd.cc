// As late_zlib.cc.
#include <zstd.h>

#include "heed/read/late_library.h"

namespace {
constexpr heed::read::LateLibrary kLibrary("libzstd.so.1", "libzstd1");
}

HEED_LATE(ZSTD_DCtx*, ZSTD_createDCtx, (), ())
HEED_LATE(size_t, ZSTD_DCtx_setParameter, (ZSTD_DCtx * context, ZSTD_dParameter name, int value),
          (context, name, value))
HEED_LATE(size_t, ZSTD_decompressStream,
          (ZSTD_DStream * stream, ZSTD_outBuffer* out, ZSTD_inBuffer* in), (stream, out, in))
HEED_LATE(unsigned, ZSTD_isError, (size_t code), (code))
HEED_LATE(size_t, ZSTD_freeDCtx, (ZSTD_DCtx * context), (context))
