// The decoders of sync/wire: what they take comes out the same again in both forms, and joins with
// itself to itself.
#include <algorithm>

#include "engine/core/check.h"
#include "sync/merge/merge.h"
#include "sync/server/api/gzip.h"
#include "sync/wire/bundle.h"
#include "sync/wire/codec.h"
#include "sync/wire/columns.h"
#include "sync/wire/compression.h"
#include "tests/fuzz/entry_points.h"

namespace oppad::fuzz {

namespace {

using sync::WireForm;

// Small enough that a bomb which gets through shows at once.
constexpr std::size_t kUnpackedBytesMax = 1024 * 1024;

// What a head says is what the whole reply says.
void check_head(ByteView input) {
    const auto head = sync::decode_head(input);
    const auto reply = sync::decode<sync::SyncReply>(input, WireForm::kCbor);
    if (!head || !reply) return;
    CHECK(head->cursor == reply->cursor);
    CHECK(head->has_more == reply->has_more);
}

template <class Message>
void read_as(ByteView input, WireForm form) {
    const auto message = sync::decode<Message>(input, form);
    if (!message) return;
    for (const WireForm other : {WireForm::kCbor, WireForm::kJson}) {
        const Bytes printed = sync::encode(*message, other);
        const auto again = sync::decode<Message>(printed, other);
        CHECK(again.has_value());
        CHECK(sync::encode(*again, other) == printed);
        CHECK(sync::encode(*again, form) == sync::encode(*message, form));  // One model in both.
    }
}

// The first byte chooses the message.
void read_any(ByteView input, WireForm form) {
    if (input.empty()) return;
    const ByteView rest = input.subspan(1);
    switch (input[0] % 8) {
        case 0:
            return read_as<sync::Hello>(rest, form);
        case 1:
            return read_as<sync::EnrolRequest>(rest, form);
        case 2:
            return read_as<sync::EnrolReply>(rest, form);
        case 3:
            return read_as<sync::SyncRequest>(rest, form);
        case 4:
            check_head(rest);
            return read_as<sync::SyncReply>(rest, form);
        case 5:
            return read_as<sync::Failure>(rest, form);
        case 6:
            return read_as<sync::RecordState>(rest, form);
        default:
            return read_as<std::vector<sync::RecordState>>(rest, form);
    }
}

}  // namespace

void fuzz_cbor(ByteView input) { read_any(input, WireForm::kCbor); }

void fuzz_json(ByteView input) { read_any(input, WireForm::kJson); }

// Two bodies of one record, the first as long as the first byte says.
// What piece_of() cuts out of a state is what is left of it when the other fields are taken out.
// The first byte says which of the lowest eight fields.
void fuzz_piece(ByteView input) {
    if (input.empty()) return;
    std::vector<FieldNumber> wanted;
    for (unsigned field = 1; field <= 8; ++field)
        if ((input[0] >> (field - 1) & 1U) != 0) wanted.push_back(static_cast<FieldNumber>(field));
    const ByteView encoded = input.subspan(1);
    const auto piece = sync::piece_of(encoded, wanted);
    auto state = sync::decode<sync::RecordState>(encoded, WireForm::kCbor);
    // Of what is no state it fails or gives something that is refused when it is read.
    if (!state || sync::encode(*state, WireForm::kCbor) != Bytes{encoded.begin(), encoded.end()})
        return;
    std::erase_if(state->fields, [&wanted](const sync::FieldState& field) {
        return !std::binary_search(wanted.begin(), wanted.end(), field.number);
    });
    CHECK(piece.has_value());
    CHECK(*piece == sync::encode(*state, WireForm::kCbor));
}

void fuzz_record(ByteView input) {
    if (input.empty()) return;
    const std::size_t size = std::min<std::size_t>(input[0], input.size() - 1);
    const RecordKey key{RecordType::kFamily, RawId{{1}}};
    const auto one = sync::decode_body(input.subspan(1, size), key);
    const auto two = sync::decode_body(input.subspan(1 + size), key);
    for (const auto* state : {&one, &two}) {
        if (!state->has_value()) continue;
        const Bytes body = sync::encode_body(**state);
        const auto again = sync::decode_body(body, key);
        CHECK(again.has_value());
        CHECK(*again == **state);
        CHECK(sync::merge(**state, **state) == **state);
    }
    if (!one || !two) return;
    const auto joined = sync::merge(*one, *two);
    CHECK(sync::merge(*two, *one) == joined);
    CHECK(sync::merge(joined, *one) == joined);
}

void fuzz_compression(ByteView input) {
    for (const sync::Packing packing :
         {sync::Packing::kPlain, sync::Packing::kDictionary, sync::Packing::kColumns}) {
        const auto content = sync::decompress(input, kUnpackedBytesMax, packing);
        CHECK(!content || content->size() <= kUnpackedBytesMax);
        const auto back = sync::decompress(sync::compress(input, packing), input.size(), packing);
        CHECK(back.has_value());
        CHECK(std::equal(back->begin(), back->end(), input.begin(), input.end()));
    }
    const auto content = hub::gunzip(input, kUnpackedBytesMax);
    CHECK(!content || content->size() <= kUnpackedBytesMax);
}

// As what was folded, and as what is to be folded.
void fuzz_columns(ByteView input) {
    const auto message = sync::unfold(input, kUnpackedBytesMax);
    CHECK(!message || message->size() <= kUnpackedBytesMax);
    const ByteView folds[] = {input, message ? ByteView{*message} : ByteView{}};
    for (const ByteView content : folds) {
        const auto back = sync::unfold(sync::fold(content).content, content.size());
        CHECK(back.has_value());
        CHECK(std::equal(back->begin(), back->end(), content.begin(), content.end()));
    }
}

// As a file, whose seal holds nobody's bytes but ours; and as what was sealed.
void fuzz_bundle(ByteView input) {
    Secret key{sync::kBundleKeyBytes};
    CHECK(!sync::open_bundle(input, key).has_value());
    if (const auto request = sync::decode_bundle_request(input)) {
        const auto again = sync::decode_bundle_request(sync::encode(*request));
        CHECK(again.has_value());
        CHECK(again->message == request->message);
    }
    if (const auto answer = sync::decode_bundle_answer(input)) {
        const auto again = sync::decode_bundle_answer(sync::encode(*answer));
        CHECK(again.has_value());
        CHECK(again->replies.size() == answer->replies.size());
    }
}

}  // namespace oppad::fuzz
