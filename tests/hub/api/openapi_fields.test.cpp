// Each message with everything in it, against the schemas of docs/openapi.yaml: a field of the code
// that the document lacks is found, and one of the document that the code lacks.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "sync/server/api/routes.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "sync/wire/signature.h"
#include "tests/hub/support/schema_check.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using sync::WireForm;

namespace {

constexpr sync::Stamp kStamp{0x19a0'0000'0000'0001, 0x1234};
constexpr sync::Stamp kLater{0x19a0'0000'0000'0002, 0x5678};
const RawId kSome{{1, 2, 3}};

const Json& document() {
    static const Json parsed = Json::parse(as_text(hub::openapi_document()));
    return parsed;
}

// Every kind of field and value, a deletion and a context of its own.
sync::RecordState full_state() {
    sync::RecordState state{.key = {RecordType::kFamily, kSome}, .scope = kSome};
    state.scope_stamp = kStamp;
    state.fields.push_back({.number = 1, .versions = {{kStamp, std::int64_t{7}}}});
    state.fields.push_back({.number = 2, .versions = {{kStamp, kSome}}});
    state.fields.push_back({.number = 3, .versions = {{kStamp, TextSet{"ar", "nl"}}}});
    state.fields.push_back({.number = 4, .versions = {{kStamp, Value{}}}});
    state.fields.push_back({.number = 5,
                            .merge = MergeKind::kText,
                            .versions = {{kStamp, "one"}, {kLater, "two"}},
                            .context = {{0x1234, kStamp.time}, {0x5678, kLater.time}, {9, 9}}});
    state.fields.push_back(
        {.number = 6, .merge = MergeKind::kSet, .elements = {{"ar", kStamp, true}}});
    state.deletions.push_back({.stamp = kStamp, .context = {{0x1234, kStamp.time}}});
    return state;
}

sync::RecordState erased_state() {
    sync::RecordState state{.key = {RecordType::kFamily, kSome}, .scope = kSome};
    state.erased = kStamp;
    return state;
}

template <class Message>
Json in_form(const Message& message, WireForm form) {
    const Bytes bytes = sync::encode(message, form);
    return form == WireForm::kCbor ? readable_cbor(bytes) : Json::parse(as_text(bytes));
}

// The names of a schema's properties that never came by, with those of the objects in it.
void note_seen(const Json& value, std::set<std::string>& seen) {
    if (value.is_object()) {
        for (const auto& [name, unused] : value.items()) seen.insert(name);
    }
    if (value.is_structured()) {
        for (const Json& member : value) note_seen(member, seen);
    }
}

template <class Message>
void expect_known(const char* name, const std::vector<Message>& messages) {
    INFO(name);
    const Json& schema = document()["components"]["schemas"][name];
    for (const WireForm form : {WireForm::kJson, WireForm::kCbor}) {
        std::set<std::string> seen;
        for (const Message& message : messages) {
            const Json value = in_form(message, form);
            note_seen(value, seen);
            for (const std::string& finding : check_schema(document(), schema, value))
                FAIL_CHECK(finding);
        }
        for (const auto& [property, unused] : schema["properties"].items()) {
            INFO(property << " is in the document alone");
            CHECK(seen.count(property) == 1);
        }
    }
}

}  // namespace

TEST_CASE("the document knows every field of every message, and the code every one of its",
          "[hub][openapi]") {
    expect_known<sync::RecordState>("State", {full_state(), erased_state()});
    expect_known<sync::Hello>("Hello", {{.organisation = "Huis", .dictionaries = {1, 2}}});
    expect_known<sync::EnrolRequest>("EnrolRequest", {{.code = "A", .public_key = Bytes(32)}});
    expect_known<sync::EnrolReply>("EnrolReply", {{.device = 70'000,
                                                   .staff_id = kSome,
                                                   .staff_name = "Leen",
                                                   .role = "nurse",
                                                   .scope = kSome,
                                                   .organisation = "Huis"}});
    const sync::Range range{.type = RecordType::kFamily, .last = kSome};
    const sync::StateDigest digest = sync::digest_of(full_state());
    expect_known<sync::SyncRequest>(
        "SyncRequest",
        {{.incarnation = 1, .batch = 1, .push = {full_state(), erased_state()}, .cursor = "c"},
         {.newest_batch = 1,
          .withdrawn = {{1, sync::push_hash({})}},
          .names = {7},
          .check = sync::RangeCheck{range, {1, digest}},
          .want = {{full_state().key}}}});
    sync::SyncReply reply{.receipts = {{.key = full_state().key, .corrected = {{kLater, kStamp}}}},
                          .refusals = {{full_state().key, sync::RefusalReason::kErased}},
                          .changes = {full_state()},
                          .forget = {kSome},
                          .restart = sync::Restart::kTooLongAway,
                          .listing = sync::RangeListing{range, {{kSome, digest}}},
                          .wanted = {full_state()},
                          .stamps_until = 7};
    expect_known<sync::SyncReply>("SyncReply", {reply});
    expect_known<sync::Failure>("Failure", {{.code = "busy", .message = "m"}});
}

TEST_CASE("the document knows the headers of a signed request and our codings", "[hub][openapi]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const hub::Request request = leen.signed_request(leen.next_request());
    const Json& parameters = document()["components"]["parameters"];
    std::set<std::string> listed;
    for (const Json& one : document()["paths"]["/v1/sync"]["post"]["parameters"])
        listed.insert(resolved(document(), one)["name"].get<std::string>());
    for (const char* name :
         {sync::kDeviceHeader, sync::kTimeHeader, sync::kNonceHeader, sync::kSignatureHeader}) {
        INFO(name);
        CHECK(listed.count(name) == 1);
        CHECK(parameters[name]["required"] == true);
        const Json value = std::string{hub::find_header(request, name)};
        CHECK(check_schema(document(), parameters[name]["schema"], value).empty());
    }
    const Json& codings = parameters["Content-Encoding"]["schema"]["enum"];
    for (const char* coding : {sync::kZstdEncoding, sync::kDictionaryEncoding, "gzip"})
        CHECK(std::find(codings.begin(), codings.end(), coding) != codings.end());
    CHECK(document()["openapi"] == "3.1.0");
}

TEST_CASE("the hub takes a request up to the bounds in the document, and nothing above them",
          "[hub][openapi]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const Json& bounds = document()["components"]["schemas"]["SyncRequest"]["properties"];
    const auto status_of = [&](const std::string& part, const Json& value) {
        Json body{{"protocol", sync::kProtocol}, {"incarnation", 1}, {"batch", 0}};
        body[part] = value;
        const std::string text = body.dump();
        hub::Request request = leen.signed_request(Bytes{text.begin(), text.end()}, "");
        for (auto& [name, value_there] : request.headers) {
            if (name == "Content-Type") value_there = sync::kJsonType;
        }
        return hub.answer(request).status;
    };
    const auto many = [](std::size_t count, const Json& one) { return Json(count, one); };
    const std::string hash(64, 'a');
    const std::int64_t records = bounds["records_max"]["maximum"].get<std::int64_t>();
    CHECK(status_of("records_max", records) == 200);
    CHECK(status_of("records_max", records + 1) == 400);
    CHECK(status_of("records_max", -1) == 400);
    const std::size_t wanted = bounds["want"]["maxItems"].get<std::size_t>();
    const Json key = {1, std::string(32, 'a')};
    CHECK(status_of("want", many(wanted, key)) == 200);
    CHECK(status_of("want", many(wanted + 1, key)) == 413);
    const std::size_t withdrawn = bounds["withdrawn"]["maxItems"].get<std::size_t>();
    CHECK(status_of("withdrawn", many(withdrawn, {0, hash})) == 200);
    CHECK(status_of("withdrawn", many(withdrawn + 1, {0, hash})) == 400);
    CHECK(status_of("batch", bounds["batch"]["minimum"]) == 200);
    CHECK(status_of("batch", -1) == 400);
}

TEST_CASE("a value that the document doesn't allow is found", "[hub][openapi]") {
    const auto findings = [](const char* name, const char* value) {
        return check_schema(document(), document()["components"]["schemas"][name],
                            Json::parse(value))
            .size();
    };
    CHECK(findings("Limits", R"({"records": 1, "bytes": 1})") == 0);
    CHECK(findings("Limits", R"({"records": 0, "bytes": 1})") == 1);
    CHECK(findings("Limits", R"({"records": 1})") == 1);
    CHECK(findings("Limits", R"({"records": 1, "bytes": 1, "more": 1})") == 1);
    CHECK(findings("Id", R"("00")") == 1);
    CHECK(findings("Stamp", R"(["a", 1])") == 1);
    CHECK(findings("Version", R"([[1, 2], null, 3])") >= 1);
    CHECK(findings("Refusal", R"({"k": [1, "00000000000000000000000000000000"], "reason": 9})") ==
          1);
}
