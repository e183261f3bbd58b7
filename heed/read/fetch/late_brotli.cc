// As late_zlib.cc.
#include <brotli/decode.h>

#include "heed/read/late_library.h"

namespace {
constexpr heed::read::LateLibrary kLibrary("libbrotlidec.so.1", "libbrotli1");
}

HEED_LATE(BrotliDecoderState*, BrotliDecoderCreateInstance,
          (brotli_alloc_func allocate, brotli_free_func release, void* opaque),
          (allocate, release, opaque))
HEED_LATE(BrotliDecoderResult, BrotliDecoderDecompressStream,
          (BrotliDecoderState * state, size_t* in_left, const uint8_t** in, size_t* out_left,
           uint8_t** out, size_t* total),
          (state, in_left, in, out_left, out, total))
HEED_LATE(void, BrotliDecoderDestroyInstance, (BrotliDecoderState * state), (state))
