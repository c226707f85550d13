#include "sync/wire/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "engine/core/check.h"
#include "sync/wire/columns.h"

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

using Packer = std::unique_ptr<ZSTD_CCtx, FreeStream>;

Packer make_packer(Packing packing) {
    Packer packer{ZSTD_createCCtx()};
    CHECK(packer != nullptr);
    ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_compressionLevel, kLevel);
    if (packing != Packing::kPlain) ZSTD_CCtx_refCDict(packer.get(), packing_dictionary());
    return packer;
}

// Room for the worst case, which is never met: pages that zstd doesn't reach cost nothing as long
// as nobody fills them with zeros first.
class Room {
public:
    explicit Room(std::size_t size)
        : bytes_(std::make_unique_for_overwrite<std::uint8_t[]>(size)), size_(size) {}
    [[nodiscard]] std::uint8_t* data() { return bytes_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Bytes first(std::size_t count) const {
        return {bytes_.get(), bytes_.get() + count};
    }

private:
    std::unique_ptr<std::uint8_t[]> bytes_;
    std::size_t size_;
};

// One frame whose blocks end at the cuts: each stretch gets a code of its own.
Bytes compress_apart(const Folded& folded) {
    const Packer packer = make_packer(Packing::kColumns);
    ZSTD_CCtx_setPledgedSrcSize(packer.get(), folded.content.size());
    constexpr std::size_t kBlockHeadBytes = 16;  // More than a cut adds.
    Room compressed(ZSTD_compressBound(folded.content.size()) +
                    kBlockHeadBytes * (folded.cuts.size() + 1));
    ZSTD_outBuffer output{compressed.data(), compressed.size(), 0};
    ZSTD_inBuffer input{folded.content.data(), 0, 0};
    for (std::size_t at = 0; at <= folded.cuts.size(); ++at) {
        const bool is_last = at == folded.cuts.size();
        input.size = is_last ? folded.content.size() : folded.cuts[at];
        const std::size_t left = ZSTD_compressStream2(packer.get(), &output, &input,
                                                      is_last ? ZSTD_e_end : ZSTD_e_flush);
        CHECK(left == 0);  // Only memory can be missing: the bound is met.
    }
    return compressed.first(output.pos);
}

Result<Bytes> decompress_frame(ByteView compressed, std::size_t bytes_max, Packing packing) {
    const std::unique_ptr<ZSTD_DCtx, FreeStream> stream{ZSTD_createDCtx()};
    CHECK(stream != nullptr);
    ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, kWindowLogMax);
    // A frame that names another dictionary is refused by zstd itself.
    if (packing != Packing::kPlain) ZSTD_DCtx_refDDict(stream.get(), unpacking_dictionary());
    ZSTD_inBuffer input{compressed.data(), compressed.size(), 0};
    Bytes content;
    std::size_t filled = 0;
    // Room for all of it at once, where the frame says how much, saves zstd a window of its own.
    const unsigned long long announced =
        ZSTD_getFrameContentSize(compressed.data(), compressed.size());
    const bool is_announced =
        announced != ZSTD_CONTENTSIZE_UNKNOWN && announced != ZSTD_CONTENTSIZE_ERROR;
    const auto most = static_cast<unsigned long long>(bytes_max) + 1;
    content.resize(is_announced ? static_cast<std::size_t>(std::min(announced, most)) : 0);
    for (;;) {
        // One byte above the bound tells "exactly full" from "more".
        if (filled == content.size()) content.resize(std::min(filled + kStepBytes, bytes_max + 1));
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

}  // namespace

const char* encoding_of(Packing packing) {
    if (packing == Packing::kColumns) return kColumnsEncoding;
    return packing == Packing::kDictionary ? kDictionaryEncoding : kZstdEncoding;
}

std::optional<Packing> packing_of(std::string_view encoding) {
    for (const Packing packing : {Packing::kPlain, Packing::kDictionary, Packing::kColumns}) {
        if (encoding == encoding_of(packing)) return packing;
    }
    return std::nullopt;
}

std::size_t packs_from_bytes(Packing packing) { return packing == Packing::kPlain ? 256 : 64; }

Bytes compress(ByteView content, Packing packing) {
    if (packing == Packing::kColumns) return compress_apart(fold(content));
    const Packer packer = make_packer(packing);
    Room compressed(ZSTD_compressBound(content.size()));
    const std::size_t size = ZSTD_compress2(packer.get(), compressed.data(), compressed.size(),
                                            content.data(), content.size());
    CHECK(ZSTD_isError(size) == 0);  // Only memory can be missing: the bound is met.
    return compressed.first(size);
}

Result<Bytes> decompress(ByteView compressed, std::size_t bytes_max, Packing packing) {
    if (packing != Packing::kColumns) return decompress_frame(compressed, bytes_max, packing);
    constexpr std::size_t kMarkBytes = 1;
    TRY_ASSIGN(const Bytes folded, decompress_frame(compressed, bytes_max + kMarkBytes, packing));
    return unfold(folded, bytes_max);
}

}  // namespace oppad::sync
