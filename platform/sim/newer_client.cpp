#include "platform/sim/newer_client.h"

#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::sim {

namespace {

// Far above anything that schema.h has.
constexpr FieldNumber kNewRegister = 900;
constexpr FieldNumber kNewText = 901;
constexpr auto kNewType = static_cast<RecordType>(900);

sync::KeyPair make_keys(Entropy& entropy) {
    Secret seed{sync::kSeedBytes};
    entropy.fill(seed.bytes());
    return sync::make_key_pair(seed);
}

}  // namespace

NewerClient::NewerClient(Hub& hub, Book& book, Trace& trace, const Clock& clock, std::uint64_t seed)
    : hub_(hub),
      book_(book),
      trace_(trace),
      clock_(clock),
      entropy_(seed),
      network_(mixed(seed, 1)),
      keys_(make_keys(entropy_)) {}

Status NewerClient::enrol(const std::string& code) {
    hub::Request request{.method = "POST", .target = "/v1/enrol"};
    request.headers = {{"Content-Type", "application/cbor"}};
    request.body = sync::encode(sync::EnrolRequest{.code = code, .public_key = keys_.public_key},
                                sync::WireForm::kCbor);
    const hub::Response response = hub_.answer(request);
    if (response.status != 200) return Error{ErrorCode::kDenied, "newer client not enrolled"};
    TRY_ASSIGN(const auto reply,
               sync::decode<sync::EnrolReply>(response.body, sync::WireForm::kCbor));
    device_ = reply.device;
    stamps_.emplace(device_, 0);
    return ok();
}

std::optional<RecordKey> NewerClient::pick(platform::Dice& dice) const {
    if (book_.keys().empty()) return std::nullopt;
    return dice.pick(book_.keys());
}

void NewerClient::write_unknown(platform::Dice& dice, const RawId& scope) {
    const bool is_new = dice.chance(40);
    sync::RecordState piece;
    if (is_new) {
        piece.key = {kNewType, dice.id_at(clock_.now())};
        piece.scope = scope;
    } else {
        const auto key = pick(dice);
        const auto known = key ? hub_.find_state(*key) : std::nullopt;
        if (!known || known->erased) return;
        stamps_->receive(sync::latest_stamp(*known));
        piece = {.key = *key, .scope = known->scope, .scope_stamp = known->scope_stamp};
        for (const sync::FieldState& field : known->fields) {
            if (field.number == kNewText || field.number == kNewRegister)
                piece.fields.push_back(field);
        }
    }
    const bool is_text = dice.chance(50);
    const FieldNumber number = is_text ? kNewText : kNewRegister;
    const sync::FieldState* before = sync::find_field_state(piece, number);
    const EntryId entry =
        book_.begin(Act::kWrite, piece.key, number, kNewerAuthor,
                    before != nullptr ? standing_in(*before) : std::vector<EntryId>{});
    const sync::Stamp stamp = stamps_->tick(clock_.now());
    if (is_new) piece.scope_stamp = stamp;
    sync::FieldState field{.number = number,
                           .merge = is_text ? MergeKind::kText : MergeKind::kRegister,
                           .versions = {{stamp, word_of(entry)}}};
    if (is_text && before != nullptr) field.context = before->context;
    if (is_text) sync::include(field.context, stamp);
    piece.fields = {std::move(field)};
    if (is_new) book_.add_key(piece.key);
    push(std::move(piece), entry);
}

void NewerClient::erase(platform::Dice& dice) {
    const auto key = pick(dice);
    const auto known = key ? hub_.find_state(*key) : std::nullopt;
    if (!known || known->erased) return;
    stamps_->receive(sync::latest_stamp(*known));
    sync::RecordState piece{.key = *key, .scope = known->scope, .scope_stamp = known->scope_stamp};
    piece.erased = stamps_->tick(clock_.now());
    push(std::move(piece), book_.begin(Act::kErase, *key, 0, kNewerAuthor, {}));
}

hub::Request NewerClient::signed_request(Bytes body) {
    Bytes nonce(sync::kNonceBytes);
    entropy_.fill(nonce);
    const std::int64_t time_ms = hub_.clock.now().ms;
    hub::Request request{.method = "POST", .target = "/v1/sync", .body = std::move(body)};
    const sync::SignedParts parts{.method = request.method,
                                  .path = request.target,
                                  .body = request.body,
                                  .device = device_,
                                  .time_ms = time_ms,
                                  .nonce = nonce};
    request.headers = {{"Content-Type", "application/cbor"},
                       {sync::kDeviceHeader, sync::device_text(device_)},
                       {sync::kTimeHeader, std::to_string(time_ms)},
                       {sync::kNonceHeader, to_hex(nonce)},
                       {sync::kSignatureHeader, to_hex(sync::sign(parts, keys_.secret_key))}};
    return request;
}

std::optional<hub::Response> NewerClient::send(const Bytes& body, bool& has_arrived) {
    constexpr int kTriesMax = 4;
    for (int tries = 0; tries < kTriesMax && hub_.is_open(); ++tries) {
        hub::Request request = signed_request(body);
        const int fate = network_.between(1, 100);
        if (fate <= 10) continue;  // Lost on the way.
        if (fate <= 18) {
            request.body.resize(static_cast<std::size_t>(network_.next() % body.size()));
            if (hub_.answer(request).status == 200) trace_.break_law("a cut request was taken");
            continue;
        }
        has_arrived = true;
        hub::Response response = hub_.answer(request);
        if (hub_.disk.has_stopped()) return std::nullopt;
        if (fate <= 30) continue;  // Its answer is lost.
        if (fate <= 40 && hub_.answer(request).status == 200)
            trace_.break_law("the newer client's request was taken twice");
        return response;
    }
    return std::nullopt;
}

void NewerClient::push(sync::RecordState state, EntryId entry) {
    sync::SyncRequest message{.incarnation = 1, .batch = ++batch_, .records_max = 1};
    const RecordKey key = state.key;
    message.push.push_back(std::move(state));
    bool has_arrived = false;
    const auto response = send(sync::encode(message, sync::WireForm::kCbor), has_arrived);
    Outcome outcome = has_arrived ? Outcome::kUnknown : Outcome::kNotWritten;
    if (response && response->status == 200) {
        const auto reply = sync::decode<sync::SyncReply>(response->body, sync::WireForm::kCbor);
        if (reply)
            outcome = reply->refusals.empty() ? Outcome::kAcknowledged : Outcome::kNotWritten;
    }
    book_.settle(entry, outcome);
    const std::string answer = response ? std::to_string(response->status) : "no answer";
    trace_.note("newer client wrote " + word_of(entry) + " in " + to_text(key.id).substr(0, 12) +
                ": " + answer);
}

}  // namespace oppad::sim
