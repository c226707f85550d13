// Trains the dictionary for small messages (sync/wire/compression.h) on exchanges of invented
// people, and measures it on others. The same program, zstd and texts give the same bytes.
//
//     oppad_train_dictionary FILE
#include <zdict.h>
#include <zstd.h>

#include <cstdio>
#include <fstream>

#include "sync/wire/codec.h"
#include "tests/samples/wire_samples.h"

using namespace oppad;

namespace {

// 16 KiB: twice that saves 3 % more, and every program carries it.
constexpr std::size_t kDictionaryBytes = 16 * 1024;
constexpr int kFamilies = 150;

Bytes train() {
    Bytes samples;
    std::vector<std::size_t> sizes;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto messages = test::small_messages(test::demo_records(kFamilies, seed), seed);
        const auto add = [&](const Bytes& sample) {
            samples.insert(samples.end(), sample.begin(), sample.end());
            sizes.push_back(sample.size());
        };
        for (const auto& request : messages.requests)
            add(sync::encode(request, sync::WireForm::kCbor));
        for (const auto& reply : messages.replies) add(sync::encode(reply, sync::WireForm::kCbor));
    }
    Bytes dictionary(kDictionaryBytes);
    const std::size_t size =
        ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                              static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(size) != 0) return {};
    dictionary.resize(size);
    std::printf("%zu samples of %zu bytes, dictionary %zu bytes\n", sizes.size(), samples.size(),
                size);
    return dictionary;
}

std::size_t packed_bytes(ZSTD_CCtx* stream, ByteView content, ByteView dictionary) {
    Bytes packed(ZSTD_compressBound(content.size()));
    return ZSTD_compress_usingDict(stream, packed.data(), packed.size(), content.data(),
                                   content.size(), dictionary.data(), dictionary.size(), 3);
}

// Averages over messages that hold one record, of people whom the training never saw.
void measure(ByteView dictionary) {
    const auto messages = test::small_messages(test::demo_records(40, 99), 99);
    ZSTD_CCtx* const stream = ZSTD_createCCtx();
    std::size_t count = 0;
    std::size_t as_it_is = 0;
    std::size_t plain = 0;
    std::size_t with_dictionary = 0;
    for (const auto& request : messages.requests) {
        if (request.push.empty()) continue;
        const Bytes content = sync::encode(request, sync::WireForm::kCbor);
        ++count;
        as_it_is += content.size();
        plain += packed_bytes(stream, content, {});
        with_dictionary += packed_bytes(stream, content, dictionary);
    }
    ZSTD_freeCCtx(stream);
    std::printf("a request of one record: %zu bytes, zstd %zu, with the dictionary %zu\n",
                as_it_is / count, plain / count, with_dictionary / count);
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 2) {
        std::fprintf(stderr, "oppad_train_dictionary FILE\n");
        return 2;
    }
    const Bytes dictionary = train();
    if (!dictionary.empty()) measure(dictionary);
    std::ofstream file{arguments[1], std::ios::binary};
    file.write(reinterpret_cast<const char*>(dictionary.data()),
               static_cast<std::streamsize>(dictionary.size()));
    return file.flush() && !dictionary.empty() ? 0 : 1;
}
