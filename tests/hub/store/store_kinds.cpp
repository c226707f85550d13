#include "tests/hub/store/store_kinds.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"

namespace oppad::test {

using hub::TransactionKind;

namespace {

hub::Organisation organisation(std::uint8_t number, const char* name) {
    return {.id = id_of(number),
            .name = name,
            .team_scope = id_of(static_cast<std::uint8_t>(100 + number)),
            .epoch = 0xfedcba9876543210,
            .cursor_key = Bytes(32, number)};
}

}  // namespace

RawId id_of(std::uint8_t number) {
    RawId id;
    id.bytes.fill(number);
    return id;
}

Fixture::Fixture(const StoreKind& kind, int busy_timeout_ms)
    : maker(kind.make()), store(maker->open(busy_timeout_ms)) {
    UNSCOPED_INFO(kind.name);
    require_success(store->add_organisation(organisation(1, "Een")));
    require_success(store->add_organisation(organisation(2, "Twee")));
}

std::unique_ptr<hub::StoreTransaction> Fixture::write(std::uint8_t organisation) {
    return required(store->begin(id_of(organisation), TransactionKind::kWrite));
}

std::unique_ptr<hub::StoreTransaction> Fixture::read(std::uint8_t organisation) {
    return required(store->begin(id_of(organisation), TransactionKind::kRead));
}

hub::Device Fixture::device() {
    {
        auto transaction = write();
        require_success(
            transaction->add_user({.id = id_of(7), .name = "Leen", .role = Role::kNurse}));
        require_success(transaction->add_code(hub::Digest{1}, id_of(7), Instant{1000}));
        require_success(transaction->commit());
    }
    auto made =
        required(store->enrol_device(hub::Digest{1}, Bytes(32, 9), 0x8000000000000001, Instant{5}));
    REQUIRE(made.has_value());
    return *made;
}

hub::StoredState state_of(std::uint8_t id, const RawId& scope, const char* content) {
    hub::StoredState state;
    state.key = {RecordType::kPlace, id_of(id)};
    state.scope = scope;
    state.state = Bytes{as_bytes(content).begin(), as_bytes(content).end()};
    return state;
}

std::string text_of(const hub::StoredState& state) { return std::string{as_text(state.state)}; }

}  // namespace oppad::test
