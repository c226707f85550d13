// Writes the seeds of the fuzzers from real messages of invented people.
//
//     oppad_fuzz_seeds FOLDER        FOLDER/cbor/hello, …
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "engine/commands/draft_codec.h"
#include "engine/core/check.h"
#include "engine/storage/key_file.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/gzip.h"
#include "sync/wire/bundle.h"
#include "sync/wire/codec.h"
#include "sync/wire/columns.h"
#include "sync/wire/compression.h"
#include "tests/hub/support/parsed_bytes.h"
#include "tests/samples/wire_samples.h"

using namespace oppad;
using sync::WireForm;

namespace {

class SeedFolder {
public:
    explicit SeedFolder(std::filesystem::path path) : path_(std::move(path)) {}
    void put(const char* entry, const std::string& name, ByteView content) const {
        std::filesystem::create_directories(path_ / entry);
        std::ofstream file{path_ / entry / name, std::ios::binary};
        file.write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    }

private:
    std::filesystem::path path_;
};

template <class Message>
void put_message(const SeedFolder& seeds, std::uint8_t number, const std::string& name,
                 const Message& message) {
    for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
        Bytes content{number};
        const Bytes encoded = sync::encode(message, form);
        content.insert(content.end(), encoded.begin(), encoded.end());
        seeds.put(form == WireForm::kCbor ? "cbor" : "json", name, content);
    }
}

hub::Request post(const std::string& path, const Bytes& body, const char* type) {
    return {.method = "POST",
            .target = path,
            .headers = {{"Content-Type", type}, {"Accept", "*/*"}},
            .body = body};
}

void put_http(const SeedFolder& seeds, const sync::SyncRequest& sync_request) {
    seeds.put("http", "hello",
              test::bytes_of({.method = "GET",
                              .target = "/v1/hello",
                              .headers = {{"Accept-Encoding", "gzip, oppad-zstd-1;q=0.5"}}}));
    seeds.put("http", "openapi", test::bytes_of({.method = "GET", .target = "/v1/openapi.json"}));
    const sync::EnrolRequest enrol{.code = "ABCD-EFGH-JKMN-PQRS", .public_key = Bytes(32, 7)};
    seeds.put("http", "enrol_json",
              test::bytes_of(
                  post("/v1/enrol", sync::encode(enrol, WireForm::kJson), "application/json")));
    hub::Request packed =
        post("/v1/enrol", hub::gzip(sync::encode(enrol, WireForm::kCbor)), "application/cbor");
    packed.headers.emplace_back("Content-Encoding", "gzip");
    seeds.put("http", "enrol_gzip", test::bytes_of(packed));
    hub::Request sync =
        post("/v1/sync", sync::encode(sync_request, WireForm::kCbor), "application/cbor");
    sync.headers.emplace_back("Oppad-Device", "0000000012345678");
    sync.headers.emplace_back("Oppad-Time", "1795420800000");
    sync.headers.emplace_back("Oppad-Nonce", std::string(32, 'a'));
    sync.headers.emplace_back("Oppad-Signature", std::string(128, 'b'));
    seeds.put("http", "sync", test::bytes_of(sync));
}

// In each form that a tablet or a plain tool sends.
void put_signed(const SeedFolder& seeds, const std::string& number, const Bytes& request) {
    const auto with = [](std::uint8_t first, Bytes content) {
        content.insert(content.begin(), first);
        return content;
    };
    const auto message = sync::decode<sync::SyncRequest>(request, WireForm::kCbor);
    CHECK(message.has_value());
    seeds.put("signed", "cbor_" + number, with(0, request));
    seeds.put("signed", "json_" + number, with(1, sync::encode(*message, WireForm::kJson)));
    seeds.put("signed", "gzip_" + number, with(2, hub::gzip(request)));
    seeds.put("signed", "zstd_" + number, with(4, sync::compress(request)));
    seeds.put("signed", "dictionary_" + number,
              with(6, sync::compress(request, sync::Packing::kDictionary)));
    seeds.put("signed", "columns_" + number,
              with(8, sync::compress(request, sync::Packing::kColumns)));
    seeds.put("stick", "message_" + number, with(0, request));
}

void put_messages(const SeedFolder& seeds, const test::SmallMessages& messages,
                  const std::vector<sync::RecordState>& records) {
    put_message(seeds, 0, "hello", sync::Hello{.organisation = "Huis", .dictionaries = {1}});
    put_message(seeds, 1, "enrol", sync::EnrolRequest{.code = "A", .public_key = Bytes(32, 7)});
    put_message(seeds, 2, "enrolled",
                sync::EnrolReply{.device = 70'000, .staff_name = "Leen", .role = "nurse"});
    put_message(seeds, 5, "failure", sync::Failure{.code = "busy", .message = "later"});
    for (std::size_t at = 0; at < 4; ++at) {
        const std::string number = std::to_string(at);
        put_message(seeds, 3, "request_" + number, messages.requests[at]);
        put_message(seeds, 4, "reply_" + number, messages.replies[at]);
        put_message(seeds, 6, "state_" + number, records[at * 7]);
        const Bytes request = sync::encode(messages.requests[at], WireForm::kCbor);
        seeds.put("exchange", "request_" + number, request);
        seeds.put("compression", "plain_" + number, sync::compress(request));
        seeds.put("compression", "dictionary_" + number,
                  sync::compress(request, sync::Packing::kDictionary));
        seeds.put("compression", "gzip_" + number, hub::gzip(request));
        put_signed(seeds, number, request);
        Bytes state = sync::encode(records[at * 7], WireForm::kCbor);
        state.insert(state.begin(), static_cast<std::uint8_t>(0x55U << at));
        seeds.put("piece", "state_" + number, state);
        const Bytes body = sync::encode_body(records[at * 7]);
        Bytes pair{static_cast<std::uint8_t>(std::min<std::size_t>(body.size(), 255))};
        pair.insert(pair.end(), body.begin(), body.end());
        pair.insert(pair.end(), body.begin(), body.end());
        seeds.put("record", "pair_" + number, pair);
    }
}

// Pages as they are, for fold(), and folded.
void put_pages(const SeedFolder& seeds, const std::vector<sync::RecordState>& records) {
    for (const std::size_t size : {std::size_t{5}, std::size_t{12}}) {
        const std::size_t most = std::min(size, records.size());
        const sync::SyncReply page{
            .changes = {records.begin(), records.begin() + static_cast<std::ptrdiff_t>(most)}};
        const Bytes content = sync::encode(page, WireForm::kCbor);
        const std::string name = std::to_string(size);
        seeds.put("columns", "page_" + name, content);
        seeds.put("columns", "folded_" + name, sync::fold(content).content);
        seeds.put("compression", "columns_" + name,
                  sync::compress(content, sync::Packing::kColumns));
    }
}

// What keeps copies equal, on both sides.
void put_copies(const SeedFolder& seeds, const sync::RecordState& record) {
    const sync::Range range{.type = record.key.type, .last = record.key.id};
    sync::RangeSum sum;
    sum.add(sync::digest_of(record));
    const sync::SyncRequest checks{.newest_batch = 9,
                                   .withdrawn = {{8, sync::push_hash({})}},
                                   .check = sync::RangeCheck{range, sum},
                                   .want = {record.key}};
    const sync::SyncReply heals{
        .restart = sync::Restart::kHubPutBack,
        .listing = sync::RangeListing{range, {{record.key.id, sync::digest_of(record)}}},
        .wanted = {record}};
    put_message(seeds, 3, "request_checks", checks);
    put_message(seeds, 4, "reply_heals", heals);
    seeds.put("exchange", "request_checks", sync::encode(checks, WireForm::kCbor));
}

void put_small(const SeedFolder& seeds, const test::SmallMessages& messages) {
    hub::Organisation organisation;
    organisation.epoch = 7;
    organisation.cursor_key = Bytes(32, 9);
    const hub::Positions two_scopes{{RawId{{1}}, 5}, {RawId{{2}}, 1'000'000}};
    const hub::Cursor returning{.floor = 3, .gives_own = true, .positions = two_scopes};
    for (const hub::Cursor& cursor : {hub::Cursor{}, returning}) {
        seeds.put("cursor", "now_scopes_" + std::to_string(cursor.positions.size()),
                  as_bytes(hub::seal_cursor(organisation, 0x1234, cursor)));
    }
    const std::string signed_head = "0000000012345678\n1795420800000\n" + std::string(32, 'a') +
                                    "\n" + std::string(128, 'b') + "\nbody";
    seeds.put("signature", "all", as_bytes(signed_head));
    seeds.put("signature", "no_device", as_bytes(signed_head.substr(16)));
    sync::BundleRequest request{.device = 1, .time_ms = 2, .signature = Bytes(64)};
    request.message = sync::encode(messages.requests[0], WireForm::kCbor);
    request.answer_key = Bytes(sync::kBundleKeyBytes);
    seeds.put("bundle", "request", sync::encode(request));
    Bytes unsigned_stick = sync::encode(request);
    unsigned_stick.insert(unsigned_stick.begin(), 1);
    seeds.put("stick", "content", unsigned_stick);
    seeds.put("bundle", "answer",
              sync::encode(sync::BundleAnswer{.cursor = "c", .replies = {messages.replies[0]}}));
    sync::BundleHead head{.id = Bytes(16, 1), .salt = Bytes(16, 2), .seal_nonce = Bytes(24, 3)};
    Secret key{sync::kBundleKeyBytes};
    key.bytes()[0] = 1;  // Not the fuzzer's.
    seeds.put("bundle", "file", sync::seal_bundle(head, key, sync::encode(request)));
}

void put_files(const SeedFolder& seeds) {
    const std::string po =
        "msgid \"\"\nmsgstr \"\"\n\"Language: nl\\n\"\n\"X-Language-Name: Nederlands\\n\"\n"
        "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\nmsgid \"day\"\n"
        "msgid_plural \"days\"\nmsgstr[0] \"dag\"\nmsgstr[1] \"{n} dagen\"\n\n"
        "#. A tab\nmsgid \"tab\"\nmsgstr \"een\\ttwee \\\"drie\\\"\"\n";
    seeds.put("po", "dutch", as_bytes(po));
    seeds.put("po", "broken", as_bytes(po.substr(0, po.size() - 20)));
    seeds.put("csv", "semicolon", as_bytes("nummer;naam;gemeente\n1;\"De \"\"Brug\"\"\";Gent\r\n"));
    seeds.put("csv", "declared", as_bytes("sep=,\nnaam,straat\n\"De Brug\nBis\",Kerkstraat\n"));
    storage::KeyFile key_file{.organisation = "Huis", .salt = Bytes(16, 1), .wrong_tries = 2};
    key_file.wraps.push_back({storage::WrapKind::kAlone, Bytes(24, 2), Bytes(48, 3)});
    seeds.put("key_file", "alone", storage::format_key_file(key_file));
    key_file.wraps.push_back({storage::WrapKind::kDevice, Bytes(24, 4), Bytes(48, 5)});
    seeds.put("key_file", "both", storage::format_key_file(key_file));
    engine::ContactDraft draft{.id = RawId{{1}}, .note = "Thuis gezien", .children = 2};
    seeds.put("draft", "note", engine::encode_draft(draft, {}));
    draft.themes = {"housing", "school"};
    draft.family_id = Id<Family>{RawId{{2}}};
    draft.follow_up.emplace().what = "Bellen";
    draft.question = "Waar?";
    seeds.put("draft", "full", engine::encode_draft(draft, as_bytes("{\"newer\": 1}")));
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 2) {
        std::fprintf(stderr, "oppad_fuzz_seeds FOLDER\n");
        return 2;
    }
    const SeedFolder seeds{arguments[1]};
    const auto records = test::demo_records(3, 5);
    const auto messages = test::small_messages(records, 5);
    put_messages(seeds, messages, records);
    put_pages(seeds, records);
    put_copies(seeds, records[0]);
    put_http(seeds, messages.requests[0]);
    put_small(seeds, messages);
    put_files(seeds);
    return 0;
}
