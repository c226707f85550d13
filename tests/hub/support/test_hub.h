// A whole hub without sockets, and tablets that talk to it in process: signed, compressed CBOR as
// on the wire, time standing still until moved.
//
//     TestHub hub;
//     TestTablet leen = hub.enrol("Leen Peeters");
//     leen.write_place("De Brug");
//     const SyncReply reply = leen.exchange();
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/host/posix_file_system.h"
#include "sync/server/admin/administration.h"
#include "sync/server/admin/hub_folder.h"
#include "sync/server/api/hub_api.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/messages.h"
#include "sync/wire/signature.h"
#include "tests/hub/support/hub_place.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

// Ends the test case when there is no value.
void require_success(const Status& status);
template <class T>
T required(Result<T> result) {
    require_success(result ? Status{} : Status{result.error()});
    return std::move(*result);
}

class TestHub;

class TestTablet {
public:
    TestTablet(TestHub& hub, sync::DeviceId device, sync::KeyPair keys, const RawId& scope);

    // A new place in the tablet's own scope, or another one; goes with the next exchange.
    RecordKey write_place(const std::string& name, std::optional<RawId> scope = std::nullopt);
    // A later edit of a record that this tablet has.
    void rename(const RecordKey& key, const std::string& name);
    void move(const RecordKey& key, const RawId& scope);
    void erase(const RecordKey& key);

    // Sends what waits and takes in what comes, once. REQUIREs 200.
    sync::SyncReply exchange();
    // Again until nothing more comes.
    void exchange_all();

    // The request that exchange() would send.
    sync::SyncRequest next_request();
    // Signed now, with a fresh nonce.
    hub::Request signed_request(const sync::SyncRequest& request);
    hub::Request signed_request(Bytes body, const std::string& encoding);
    // The same request as a file for a stick.
    Bytes bundle(const sync::SyncRequest& request, const char* passphrase);
    sync::SyncReply take_in(const hub::Response& response);

    // The shown name; nothing when the tablet doesn't have the record, or it is hidden.
    std::optional<std::string> name_of(const RecordKey& key) const;

    sync::DeviceId device;
    RawId scope;
    std::uint64_t incarnation = 1;
    std::uint64_t batch = 1;
    int records_max = 1000;
    std::chrono::milliseconds clock_error{0};
    std::string cursor;
    std::map<RecordKey, sync::RecordState> records;
    std::vector<sync::RecordState> waiting;

private:
    sync::Stamp tick();
    void put(sync::RecordState piece);

    TestHub& hub_;
    sync::KeyPair keys_;
    sync::HybridClock clock_;
};

class TestHub {
public:
    // In a place of the program's kind.
    TestHub();
    // In the database that those say.
    explicit TestHub(hub::HubPaths where);

    hub::Response answer(const hub::Request& request) { return api->answer(request); }
    // Makes a user and enrols a tablet for them, as people would.
    TestTablet enrol(const std::string& name, Role role = Role::kOutreacher);
    TestTablet enrol_for(const hub::User& user);
    hub::Response enrol_with(const std::string& code, const Bytes& public_key);
    hub::User user(const std::string& name);
    // Closes and opens the store, as after a restart.
    void reopen();
    // While it serves; returns the backup's name.
    std::string back_up();
    // As the hub's guide says, with a new epoch.
    void restore(const std::string& backup);
    // As someone does who copies a file and tells nobody.
    void copy_back(const std::string& backup);
    // The stored state becomes that, past all rules; an empty one takes the record away.
    void decay(const RecordKey& key, const Bytes& state) { place->decay(key, state); }
    // What a person would see of a failure. REQUIREs that the response is one.
    sync::Failure failure_in(const hub::Response& response);
    std::int64_t last_seq();

    TestClock clock;
    TestEntropy entropy;
    platform::PosixFileSystem files;
    std::unique_ptr<HubPlace> place;  // None where the paths were given.
    hub::HubPaths paths;
    std::unique_ptr<hub::ServerStore> store;
    std::optional<hub::Administration> administration;
    std::unique_ptr<hub::HubApi> api;
    hub::HubLimits limits;

private:
    void make();
    void close();
};

// Decoded whatever its compression. REQUIREs 200.
template <class Message>
Message message_in(const hub::Response& response);

}  // namespace oppad::test
