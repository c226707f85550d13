// docs/openapi.yaml against the hub, both ways: every answer that the document promises is got from
// the real hub and fits its schema, in both forms; and what the hub has, the document knows.
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>
#include <set>

#include "sync/server/api/routes.h"
#include "tests/hub/support/parsed_bytes.h"
#include "tests/hub/support/schema_check.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using sync::WireForm;

namespace {

const Json& document() {
    static const Json parsed = Json::parse(as_text(hub::openapi_document()));
    return parsed;
}

const char* name_of(WireForm form) {
    return form == WireForm::kJson ? "application/json" : "application/cbor";
}

void expect_fit(const Json& schema, const Json& value, const std::string& what) {
    for (const std::string& finding : check_schema(document(), schema, value)) {
        FAIL_CHECK(what << finding);
    }
}

// A store that fails at whatever is asked of it first.
class FailingStore final : public hub::ServerStore {
public:
    explicit FailingStore(ErrorCode code) : code_(code) {}
    Result<std::unique_ptr<hub::StoreTransaction>> begin(const RawId&,
                                                         hub::TransactionKind) override {
        return failure();
    }
    Status add_organisation(const hub::Organisation&) override { return failure(); }
    Result<std::vector<hub::Organisation>> list_organisations() override { return failure(); }
    Result<std::optional<hub::Device>> find_device(sync::DeviceId) override { return failure(); }
    Result<std::optional<hub::Device>> enrol_device(const hub::Digest&, ByteView, sync::DeviceId,
                                                    Instant) override {
        return failure();
    }
    Result<bool> remember_nonce(sync::DeviceId, ByteView, Instant, Instant) override {
        return failure();
    }
    Status checkpoint() override { return failure(); }

private:
    [[nodiscard]] Error failure() const { return {code_, "as told"}; }
    ErrorCode code_;
};

// One hub with a tablet, and each request that the document's answers belong to.
class Scene {
public:
    explicit Scene(WireForm form) : form_(form), leen_(hub_.enrol("Leen Peeters")) {}

    hub::Request hello() { return in_form({.method = "GET", .target = "/v1/hello"}); }
    hub::Request openapi() { return in_form({.method = "GET", .target = "/v1/openapi.json"}); }
    hub::Request enrol(const std::string& code, int protocol = sync::kProtocol) {
        hub::Request request{.method = "POST", .target = "/v1/enrol"};
        request.body = sync::encode(
            sync::EnrolRequest{.protocol = protocol, .code = code, .public_key = Bytes(32, 7)},
            form_);
        return in_form(std::move(request));
    }
    std::string code() {
        return required(hub_.administration->make_code(
            required(hub_.administration->find_user("Leen Peeters"))));
    }
    hub::Request sync(const sync::SyncRequest& message) {
        return sync(sync::encode(message, form_));
    }
    hub::Request sync(Bytes body) { return in_form(leen_.signed_request(std::move(body), "")); }
    hub::Request plain_sync() { return sync(leen_.next_request()); }

    // A batch with a record that is taken and one that is refused, from far ahead; the answer to a
    // second tablet that had it all and lost a scope.
    hub::Request rich_sync() {
        leen_.clock_error = std::chrono::hours{5};
        TestTablet omar = hub_.enrol("Omar Haddad");
        omar.write_place("Het Plein");
        omar.exchange();
        const hub::Scope noord = required(hub_.administration->add_scope("Noord"));
        const hub::User leen = hub_.user("Leen Peeters");
        require_success(hub_.administration->grant(leen, noord, hub::Right::kWrite));
        leen_.take_in(hub_.answer(leen_.signed_request(sync::SyncRequest{.incarnation = 1})));
        require_success(hub_.administration->end_grant(leen, noord));
        leen_.write_place("De Brug");
        leen_.write_place("Elders", RawId{{9, 9, 9}});
        return plain_sync();
    }

    hub::Request in_form(hub::Request request) const {
        std::erase_if(request.headers, [](const auto& header) {
            return header.first == "Content-Type" || header.first == "Accept-Encoding";
        });
        request.headers.emplace_back("Accept", name_of(form_));
        if (request.method == "POST") request.headers.emplace_back("Content-Type", name_of(form_));
        return request;
    }
    // Through the server's parser.
    hub::Response answer(const hub::Request& request) { return answer(bytes_of(request)); }
    hub::Response answer(ByteView bytes) {
        const ParsedAnswer answer = answer_bytes(*hub_.api, bytes);
        REQUIRE(answer.is_answered);
        return answer.response;
    }
    hub::Response answer_text(const std::string& head) {
        return answer(as_bytes(head + "Accept: " + name_of(form_) + "\r\n\r\n"));
    }
    hub::Response failing(ErrorCode code, const hub::Request& request) {
        FailingStore store{code};
        hub::HubApi api{store, hub_.clock, hub_.entropy, {}};
        return answer_bytes(api, bytes_of(request)).response;
    }
    [[nodiscard]] Json value_of(const hub::Response& response) const {
        if (response.content_type == "application/json") return Json::parse(as_text(response.body));
        return readable_cbor(response.body);
    }

    TestHub hub_;
    WireForm form_;
    TestTablet leen_;
};

using Producer = std::function<hub::Response(Scene&)>;
// "/v1/sync 409 batch_reused" and how to get it. "ok" is the code of 200.
using Producers = std::map<std::string, Producer>;

void set_header(hub::Request& request, const std::string& name, const std::string& value) {
    std::erase_if(request.headers, [&](const auto& entry) { return entry.first == name; });
    request.headers.emplace_back(name, value);
}

// What every POST can meet, for one path.
void add_body_failures(Producers& all, const std::string& path,
                       const std::function<hub::Request(Scene&)>& good) {
    const std::string post = "POST " + path + " HTTP/1.1\r\nHost: a\r\n";
    all[path + " 411 no_length"] = [post](Scene& scene) { return scene.answer_text(post); };
    all[path + " 413 too_large"] = [path](Scene& scene) {
        return scene.answer(
            scene.in_form({.method = "POST", .target = path, .body = Bytes(256 * 1024 + 1, 0x20)}));
    };
    all[path + " 415 unsupported_type"] = [good](Scene& scene) {
        hub::Request request = good(scene);
        set_header(request, "Content-Type", "text/html");
        return scene.answer(request);
    };
    all[path + " 415 unsupported_encoding"] = [good](Scene& scene) {
        hub::Request request = good(scene);
        set_header(request, "Content-Encoding", "br");
        return scene.answer(request);
    };
}

void add_common(Producers& all, const std::string& path,
                const std::function<hub::Request(Scene&)>& good) {
    const std::string method = hub::find_route(path)->method;
    const std::string head = method + " " + path + " HTTP/1.1\r\n";
    all[path + " 200 ok"] = [good](Scene& scene) { return scene.answer(good(scene)); };
    all[path + " 400 bad_request"] = [head](Scene& scene) {
        return scene.answer_text(head + "Host: a\r\nHost: b\r\n");
    };
    all[path + " 431 head_too_large"] = [head](Scene& scene) {
        return scene.answer_text(head + "Host: a\r\nX: " + std::string(9'000, 'x') + "\r\n");
    };
    if (path == "/v1/openapi.json") return;
    for (const auto& [code, name] :
         std::map<ErrorCode, std::string>{{ErrorCode::kInternal, " 500 internal"},
                                          {ErrorCode::kBusy, " 503 busy"},
                                          {ErrorCode::kDiskFull, " 507 disk_full"}}) {
        all[path + name] = [good, failing = code](Scene& scene) {
            return scene.failing(failing, good(scene));
        };
    }
}

void add_sync_failures(Producers& all) {
    const std::string path = "/v1/sync";
    const auto without = [](const char* header, const std::string& value) {
        return [header, value](Scene& scene) {
            hub::Request request = scene.plain_sync();
            set_header(request, header, value);
            return scene.answer(request);
        };
    };
    all[path + " 400 bad_body"] = [](Scene& scene) {
        return scene.answer(scene.sync(Bytes(3, 1)));
    };
    all[path + " 401 unsigned"] = without(sync::kNonceHeader, "");
    all[path + " 401 unknown_device"] = without(sync::kDeviceHeader, "00000000000000ff");
    all[path + " 401 signature"] = without(sync::kNonceHeader, std::string(32, '0'));
    all[path + " 401 clock"] = [](Scene& scene) {
        const hub::Request request = scene.plain_sync();
        scene.hub_.clock.advance(std::chrono::minutes{6});
        return scene.answer(request);
    };
    all[path + " 401 replayed"] = [](Scene& scene) {
        const hub::Request request = scene.plain_sync();
        scene.answer(request);
        return scene.answer(request);
    };
    all[path + " 403 revoked"] = [](Scene& scene) {
        require_success(scene.hub_.administration->revoke_device(scene.leen_.device));
        return scene.answer(scene.plain_sync());
    };
    all[path + " 409 batch_reused"] = [](Scene& scene) {
        scene.leen_.write_place("De Brug");
        scene.leen_.exchange();
        scene.leen_.batch = 1;
        scene.leen_.write_place("Het Plein");
        return scene.answer(scene.plain_sync());
    };
    all[path + " 426 version"] = [](Scene& scene) {
        sync::SyncRequest message = scene.leen_.next_request();
        message.protocol = sync::kProtocol + 1;
        return scene.answer(scene.sync(message));
    };
}

Producers make_producers() {
    Producers all;
    const auto enrol = [](Scene& scene) { return scene.enrol(scene.code()); };
    add_common(all, "/v1/hello", [](Scene& scene) { return scene.hello(); });
    add_common(all, "/v1/openapi.json", [](Scene& scene) { return scene.openapi(); });
    add_common(all, "/v1/enrol", enrol);
    add_common(all, "/v1/sync", [](Scene& scene) { return scene.rich_sync(); });
    add_body_failures(all, "/v1/enrol", enrol);
    add_body_failures(all, "/v1/sync", [](Scene& scene) { return scene.plain_sync(); });
    all["/v1/enrol 400 bad_body"] = [](Scene& scene) {
        return scene.answer(
            scene.in_form({.method = "POST", .target = "/v1/enrol", .body = Bytes(3, 1)}));
    };
    all["/v1/enrol 403 code"] = [](Scene& scene) {
        return scene.answer(scene.enrol("AAAA-BBBB-CCCC-DDDD"));
    };
    all["/v1/enrol 426 version"] = [](Scene& scene) {
        return scene.answer(scene.enrol(scene.code(), sync::kProtocol + 1));
    };
    add_sync_failures(all);
    return all;
}

void expect_headers(const Json& promised, const hub::Response& response) {
    const std::map<std::string, std::string> sent{{"Content-Encoding", response.content_encoding},
                                                  {"Vary", response.vary},
                                                  {"Allow", response.allow},
                                                  {"Cache-Control", "no-store"}};
    for (const auto& [name, value] : sent) {
        INFO(name);
        CHECK((value.empty() || promised.contains(name)));
        if (!promised.contains(name)) continue;
        const Json& header = resolved(document(), promised[name]);
        CHECK((!value.empty() || !header.value("required", false)));
        if (!value.empty()) expect_fit(header["schema"], value, name);
    }
}

void expect_promised(const Json& promised, const hub::Response& response, Scene& scene,
                     const std::string& code) {
    REQUIRE(promised["content"].contains(response.content_type));
    // A head that is too large may end before its Accept is read.
    if (promised["content"].size() > 1 && code != "head_too_large")
        CHECK(response.content_type == name_of(scene.form_));
    const Json value = scene.value_of(response);
    expect_fit(promised["content"][response.content_type]["schema"], value, "");
    expect_headers(promised["headers"], response);
    if (code != "ok") CHECK(value["code"] == code);
}

// "path status code" of everything that the document promises.
std::set<std::string> promises() {
    std::set<std::string> all;
    for (const auto& [path, methods] : document()["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            for (const auto& [status, response] : operation["responses"].items()) {
                const Json codes = response.value("x-codes", Json::array({"ok"}));
                for (const Json& code : codes)
                    all.insert(path + " " + status + " " + code.get<std::string>());
            }
        }
    }
    return all;
}

}  // namespace

TEST_CASE("every answer that the document promises is given by the hub and fits its schema",
          "[hub][openapi]") {
    const Producers producers = make_producers();
    for (const std::string& promise : promises()) {
        INFO(promise);
        const auto producer = producers.find(promise);
        REQUIRE(producer != producers.end());
        const std::size_t space = promise.find(' ');
        const std::string path = promise.substr(0, space);
        const std::string status = promise.substr(space + 1, 3);
        const std::string code = promise.substr(space + 5);
        const Json& operation = document()["paths"][path].front();
        for (const WireForm form : {WireForm::kJson, WireForm::kCbor}) {
            INFO(name_of(form));
            Scene scene{form};
            const hub::Response response = producer->second(scene);
            CHECK(std::to_string(response.status) == status);
            expect_promised(operation["responses"][status], response, scene, code);
        }
    }
    for (const auto& [promise, unused] : producers) {
        INFO(promise << " is no promise of the document");
        CHECK(promises().count(promise) == 1);
    }
}

TEST_CASE("a path and a method that aren't there answer as the document says", "[hub][openapi]") {
    for (const WireForm form : {WireForm::kJson, WireForm::kCbor}) {
        Scene scene{form};
        const Json& common = document()["components"]["responses"];
        expect_promised(common["UnknownPath"],
                        scene.answer(scene.in_form({.method = "GET", .target = "/"})), scene,
                        "unknown_path");
        expect_promised(common["UnknownMethod"],
                        scene.answer(scene.in_form({.method = "GET", .target = "/v1/sync"})), scene,
                        "unknown_method");
    }
}

TEST_CASE("the document knows every route of the hub, and no other", "[hub][openapi]") {
    std::set<std::string> known;
    for (const auto& [path, methods] : document()["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) known.insert(method + " " + path);
    }
    std::set<std::string> built;
    for (const hub::Route& route : hub::routes()) {
        const bool is_get = std::string_view{route.method} == "GET";
        built.insert(std::string{is_get ? "get " : "post "} + route.path);
    }
    CHECK(known == built);
}

TEST_CASE("the document knows every code that the hub can answer, with its status",
          "[hub][openapi]") {
    std::set<std::string> known;
    for (const std::string& promise : promises())
        known.insert(promise.substr(promise.find(' ') + 1));
    known.insert({"404 unknown_path", "405 unknown_method"});
    for (int kind = 0; kind <= static_cast<int>(hub::FailureKind::kInternal); ++kind) {
        const hub::FailureSpec& spec = hub::spec_of(static_cast<hub::FailureKind>(kind));
        const std::string pair = std::to_string(spec.status) + " " + spec.code;
        INFO(pair);
        CHECK(known.erase(pair) == 1);
    }
    known.erase("200 ok");
    CHECK(known.empty());
}
