#include "sync/server/api/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "engine/core/check.h"

namespace oppad::hub {

namespace {

constexpr int kLevel = 6;
constexpr int kGzipWindow = 15 + 16;  // zlib's way of saying: with gzip's head and sum.
constexpr std::size_t kStepBytes = 64 * 1024;

// zlib reads through a pointer that is not const, and writes nothing there.
Bytef* input_of(ByteView bytes) { return const_cast<Bytef*>(bytes.data()); }

// Ends the stream when it goes.
class Inflating {
public:
    explicit Inflating(ByteView packed) {
        stream.next_in = input_of(packed);
        stream.avail_in = static_cast<uInt>(packed.size());
        CHECK(inflateInit2(&stream, kGzipWindow) == Z_OK);
    }
    Inflating(const Inflating&) = delete;
    Inflating& operator=(const Inflating&) = delete;
    ~Inflating() { inflateEnd(&stream); }

    z_stream stream{};
};

}  // namespace

Bytes gzip(ByteView content) {
    z_stream stream{};
    CHECK(deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    Bytes packed(deflateBound(&stream, static_cast<uLong>(content.size())));
    stream.next_in = input_of(content);
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int ended = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    CHECK(ended == Z_STREAM_END);  // The bound is met.
    return packed;
}

Result<Bytes> gunzip(ByteView packed, std::size_t bytes_max) {
    Inflating inflating{packed};
    z_stream& stream = inflating.stream;
    Bytes content;
    int state = Z_OK;
    while (state == Z_OK) {
        const std::size_t filled = content.size();
        // One byte above the bound tells "exactly full" from "more".
        content.resize(std::min(filled + kStepBytes, bytes_max + 1));
        stream.next_out = content.data() + filled;
        stream.avail_out = static_cast<uInt>(content.size() - filled);
        state = inflate(&stream, Z_NO_FLUSH);
        content.resize(content.size() - stream.avail_out);
        if (content.size() > bytes_max) return Error{ErrorCode::kInvalid, "unpacks to too much"};
    }
    if (state != Z_STREAM_END) return Error{ErrorCode::kInvalid, "no whole gzip member"};
    if (stream.avail_in != 0) return Error{ErrorCode::kInvalid, "bytes after the gzip member"};
    return content;
}

}  // namespace oppad::hub
