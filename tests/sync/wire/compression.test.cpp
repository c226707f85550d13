// zstd with a bound on what comes out.
#include "sync/wire/compression.h"

#include <rapidcheck.h>
#include <catch2/catch_test_macros.hpp>

using namespace oppad;
using namespace oppad::sync;

TEST_CASE("content survives compression, up to its exact bound", "[sync][wire]") {
    CHECK(rc::check("round trip", [](const Bytes& content) {
        const auto back = decompress(compress(content), content.size());
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == content);
    }));
    const Bytes large(300'000, 'x');
    CHECK(*decompress(compress(large), large.size()) == large);
    CHECK_FALSE(decompress(compress(large), large.size() - 1).has_value());
}

TEST_CASE("a small body that would fill the memory is refused", "[sync][wire][hazard-36]") {
    const Bytes bomb = compress(Bytes(64 * 1024 * 1024, 0));
    REQUIRE(bomb.size() < 10'000);
    const auto refused = decompress(bomb, 1024 * 1024);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::kInvalid);
}

TEST_CASE("cut, changed and foreign bytes are refused", "[sync][wire][hazard-35]") {
    Bytes compressed = compress(Bytes(5'000, 'y'));
    CHECK_FALSE(decompress(ByteView{compressed.data(), compressed.size() - 3}, 10'000).has_value());
    compressed.push_back(0);
    CHECK_FALSE(decompress(compressed, 10'000).has_value());
    CHECK_FALSE(decompress(as_bytes("<html>log in</html>"), 10'000).has_value());
    CHECK_FALSE(decompress({}, 10'000).has_value());
}
