#include "sync/wire/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "engine/core/check.h"

namespace oppad::sync {

// Of dictionary/1.zdict, written into a source by the build.
ByteView dictionary_1();

namespace {

constexpr int kLevel = 3;
// A peer may ask for up to 2 GiB of window; ours never needs more than 8 MiB.
constexpr int kWindowLogMax = 23;
constexpr std::size_t kStepBytes = 64 * 1024;

struct FreeStream {
    void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
    void operator()(ZSTD_CCtx* stream) const { ZSTD_freeCCtx(stream); }
};

// Digested once for all threads: zstd only reads them.
const ZSTD_CDict* packing_dictionary() {
    static const ZSTD_CDict* const kDigested =
        ZSTD_createCDict(dictionary_1().data(), dictionary_1().size(), kLevel);
    CHECK(kDigested != nullptr);
    return kDigested;
}
const ZSTD_DDict* unpacking_dictionary() {
    static const ZSTD_DDict* const kDigested =
        ZSTD_createDDict(dictionary_1().data(), dictionary_1().size());
    CHECK(kDigested != nullptr);
    return kDigested;
}

}  // namespace

Bytes compress(ByteView content, Packing packing) {
    const std::unique_ptr<ZSTD_CCtx, FreeStream> stream{ZSTD_createCCtx()};
    CHECK(stream != nullptr);
    ZSTD_CCtx_setParameter(stream.get(), ZSTD_c_compressionLevel, kLevel);
    if (packing == Packing::kDictionary) ZSTD_CCtx_refCDict(stream.get(), packing_dictionary());
    Bytes compressed(ZSTD_compressBound(content.size()));
    const std::size_t size = ZSTD_compress2(stream.get(), compressed.data(), compressed.size(),
                                            content.data(), content.size());
    CHECK(ZSTD_isError(size) == 0);  // Only memory can be missing: the bound is met.
    compressed.resize(size);
    return compressed;
}

Result<Bytes> decompress(ByteView compressed, std::size_t bytes_max, Packing packing) {
    const std::unique_ptr<ZSTD_DCtx, FreeStream> stream{ZSTD_createDCtx()};
    CHECK(stream != nullptr);
    ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, kWindowLogMax);
    // A frame that names another dictionary is refused by zstd itself.
    if (packing == Packing::kDictionary) ZSTD_DCtx_refDDict(stream.get(), unpacking_dictionary());
    ZSTD_inBuffer input{compressed.data(), compressed.size(), 0};
    Bytes content;
    std::size_t filled = 0;
    for (;;) {
        // One byte above the bound tells "exactly full" from "more".
        content.resize(std::min(filled + kStepBytes, bytes_max + 1));
        ZSTD_outBuffer output{content.data(), content.size(), filled};
        const std::size_t left = ZSTD_decompressStream(stream.get(), &output, &input);
        if (ZSTD_isError(left) != 0) return Error{ErrorCode::kInvalid, "no zstd frame"};
        const bool idle = output.pos == filled;
        filled = output.pos;
        if (filled > bytes_max) return Error{ErrorCode::kInvalid, "decompresses to too much"};
        if (left == 0) break;
        if (input.pos == input.size && idle) return Error{ErrorCode::kInvalid, "zstd ends early"};
    }
    if (input.pos != input.size) return Error{ErrorCode::kInvalid, "bytes after the zstd frame"};
    content.resize(filled);
    return content;
}

}  // namespace oppad::sync
