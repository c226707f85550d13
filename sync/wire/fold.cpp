#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "sync/wire/column_layout.h"
#include "sync/wire/columns.h"
#include "sync/wire/tree.h"

namespace oppad::sync {

namespace {

// Less than this gains nothing from being apart.
constexpr std::size_t kApartFromBytes = 2048;
// Below, the lists cost more than they save.
constexpr std::size_t kFoldFromBytes = 2048;

enum Major : std::uint8_t {
    kUnsigned,
    kNegative,
    kByteString,
    kTextString,
    kArray,
    kMap,
    kTag,
    kSimple
};

struct Head {
    std::uint8_t major = 0;
    std::uint64_t argument = 0;
};

// Where an item stands, as far as that tells what it is.
enum class Place : std::uint8_t { kOther, kKey, kEntry, kBehindStamp };

struct Slot {
    Op op = Op::kEnd;
    std::uint64_t number = 0;  // Of kNumber and kMoment, in CBOR's own form; of a stamp, its time.
    std::uint64_t device = 0;
    ByteView bytes;
};

struct Column {
    Bytes numbers;
    Bytes content;
    std::unordered_map<std::string_view, std::uint64_t> known;  // Ids, and their numbers from 1.
};

struct StampColumn {
    std::uint64_t last = 0;
    Bytes times;
    Bytes devices;
};

struct Shape {
    std::uint64_t number = 0;
    StepList steps;
};

class Folder {
public:
    explicit Folder(ByteView content) : content_(content) {}

    // False for what can't be folded.
    bool take() { return item(0, Place::kOther) && at_ == content_.size() && end_row(); }
    Folded give();

private:
    bool item(std::size_t depth, Place place);
    bool array(std::size_t depth, std::uint64_t count);
    bool map(std::size_t depth, std::uint64_t count, Place place, std::size_t start);
    bool stamp();
    bool head(Head& head);
    // What stands here as a value; false, and nowhere in particular, when it is none.
    bool take_number(const Head& head, Slot& slot);
    bool take_string(const Head& head, Slot& slot);
    bool take_stamp(Slot& slot);
    // What has been read since `start` is a value.
    bool add_slot(const Slot& slot, std::size_t start);
    void end_literal(std::size_t end, std::uint8_t op);
    bool end_row();
    const Shape* shape_of_row();
    bool is_like_last_row();
    bool follows(const Step& step);
    void put_row(const Shape& shape);
    void put_slot(const Slot& slot, const Step& step);
    void put_stamp(const Slot& slot, std::size_t ordinal);
    void put_id(Column& column, ByteView id);
    void put_moment(Column& column, std::uint64_t moment);
    void put_part(ByteView part);
    void put_ids(const Column& column);

    ByteView content_;
    std::size_t at_ = 0;
    std::size_t literal_from_ = 0;  // Read, and not yet in the row's shape.

    std::string row_shape_;
    std::vector<Slot> row_slots_;
    std::vector<ByteView> row_stamps_;
    std::uint64_t moment_ = 0;      // The one before, in this row.
    std::uint64_t row_moment_ = 0;  // The first of the latest row that has one.
    bool row_has_moment_ = false;

    ColumnLayout layout_;
    std::unordered_map<std::string, Shape> shapes_;
    const Shape* last_shape_ = nullptr;
    std::string last_row_shape_;
    std::vector<std::string_view> shape_list_;
    Bytes rows_;
    std::vector<Column> columns_;
    std::array<StampColumn, kStampLists> stamps_;
    std::unordered_map<std::uint64_t, std::uint64_t> devices_;
    Bytes device_list_;

    Folded folded_;
    Bytes noise_;
};

bool Folder::head(Head& head) {
    if (at_ >= content_.size()) return false;
    const std::uint8_t first = content_[at_++];
    head.major = first >> 5;
    const std::uint8_t size_code = first & 0x1f;
    head.argument = size_code;
    if (size_code < 24) return true;
    if (size_code > 27) return false;
    const std::size_t bytes = std::size_t{1} << (size_code - 24);
    if (content_.size() - at_ < bytes) return false;
    head.argument = 0;
    for (std::size_t next = 0; next < bytes; ++next)
        head.argument = head.argument << 8 | content_[at_++];
    // Only the shortest form comes back as it was.
    constexpr std::array<std::uint64_t, 4> kLeast{24, 0x100, 0x10000, 0x100000000};
    return head.argument >= kLeast[static_cast<std::size_t>(size_code) - 24];
}

void Folder::end_literal(std::size_t end, std::uint8_t op) {
    for (std::size_t size = end - literal_from_;; size >>= 7) {
        const bool is_last = size < 0x80;
        row_shape_ += static_cast<char>(is_last ? size : (size & 0x7f) | 0x80);
        if (is_last) break;
    }
    row_shape_ += as_text(content_.subspan(literal_from_, end - literal_from_));
    row_shape_ += static_cast<char>(op);
}

bool Folder::add_slot(const Slot& slot, std::size_t start) {
    end_literal(start, static_cast<std::uint8_t>(slot.op));
    row_slots_.push_back(slot);
    literal_from_ = at_;
    return true;
}

bool Folder::item(std::size_t depth, Place place) {
    const std::size_t start = at_;
    Head found;
    Slot slot;
    if (depth >= kTreeDepthMax || !head(found)) return false;
    switch (found.major) {
        case kUnsigned:
        case kNegative:
            if (place != Place::kBehindStamp) return true;
            return take_number(found, slot) && add_slot(slot, start);
        case kByteString:
        case kTextString:
            if (!take_string(found, slot)) return false;
            if (place == Place::kKey) return found.major == kTextString;
            return add_slot(slot, start);
        case kArray:
            return array(depth, found.argument);
        case kMap:
            return map(depth, found.argument, place, start);
        default:
            return found.major == kSimple && at_ == start + 1;
    }
}

bool Folder::take_number(const Head& head, Slot& slot) {
    const bool is_moment =
        head.major == kUnsigned && head.argument >= kMomentMin && head.argument < kMomentMax;
    if (head.major > kNegative || head.argument > static_cast<std::uint64_t>(INT64_MAX))
        return false;
    const auto value = static_cast<std::int64_t>(head.argument);
    slot.op = is_moment ? Op::kMoment : Op::kNumber;
    slot.number =
        is_moment ? head.argument : to_zigzag(head.major == kNegative ? -1 - value : value);
    return true;
}

bool Folder::take_string(const Head& head, Slot& slot) {
    const bool is_text = head.major == kTextString;
    if (!is_text && head.major != kByteString) return false;
    if (head.argument > content_.size() - at_) return false;
    slot.bytes = content_.subspan(at_, static_cast<std::size_t>(head.argument));
    at_ += slot.bytes.size();
    slot.op = is_text ? Op::kText : slot.bytes.size() == 16 ? Op::kId : Op::kBytes;
    return true;
}

// An array of a large number and another one: [time, device].
bool Folder::take_stamp(Slot& slot) {
    constexpr std::array<std::uint8_t, 2> kBegin{0x82, 0x1b};
    if (content_.size() - at_ < 11 || content_[at_] != kBegin[0] || content_[at_ + 1] != kBegin[1])
        return false;
    const std::size_t start = at_++;
    Head time;
    Head device;
    if (!head(time) || !head(device) || device.major != kUnsigned) return false;
    slot = {.op = Op::kNewStamp,
            .number = time.argument,
            .device = device.argument,
            .bytes = content_.subspan(start, at_ - start)};
    return true;
}

bool Folder::stamp() {
    const std::size_t start = at_;
    Slot slot;
    if (!take_stamp(slot)) {
        at_ = start;
        return false;
    }
    const auto same = std::find_if(row_stamps_.begin(), row_stamps_.end(), [&slot](ByteView known) {
        return std::equal(known.begin(), known.end(), slot.bytes.begin(), slot.bytes.end());
    });
    if (same == row_stamps_.end()) {
        if (row_stamps_.size() < kRowStampsMax) row_stamps_.push_back(slot.bytes);
        return add_slot(slot, start);
    }
    const auto first_same = static_cast<std::uint8_t>(Op::kSameStamp);
    end_literal(start, static_cast<std::uint8_t>(first_same + (same - row_stamps_.begin())));
    literal_from_ = at_;
    return true;
}

bool Folder::array(std::size_t depth, std::uint64_t count) {
    if (count > content_.size() - at_) return false;
    bool was_stamp = false;
    for (std::uint64_t at = 0; at < count; ++at) {
        const Place place = was_stamp ? Place::kBehindStamp : Place::kEntry;
        was_stamp = stamp();
        if (!was_stamp && !is_like_last_row() && !item(depth + 1, place)) return false;
    }
    return true;
}

bool Folder::map(std::size_t depth, std::uint64_t count, Place place, std::size_t start) {
    if (place == Place::kEntry) {
        const std::size_t inside = at_;
        at_ = start;
        if (!end_row()) return false;
        at_ = inside;
    }
    for (std::uint64_t at = 0; at < count; ++at) {
        if (!item(depth + 1, Place::kKey)) return false;
        if (!stamp() && !item(depth + 1, Place::kOther)) return false;
    }
    return place != Place::kEntry || end_row();
}

const Shape* Folder::shape_of_row() {
    if (last_shape_ != nullptr && row_shape_ == last_row_shape_) return last_shape_;
    const auto [found, is_new] = shapes_.try_emplace(row_shape_);
    if (is_new) {
        auto steps = layout_.steps_of(as_bytes(found->first));
        if (!steps) return nullptr;
        found->second = {.number = shape_list_.size(), .steps = std::move(*steps)};
        shape_list_.push_back(found->first);
        columns_.resize(layout_.kinds().size());
    }
    last_shape_ = &found->second;
    last_row_shape_ = row_shape_;
    return last_shape_;
}

bool Folder::end_row() {
    if (row_shape_.empty() && literal_from_ == at_) return true;
    end_literal(at_, static_cast<std::uint8_t>(Op::kEnd));
    const Shape* shape = shape_of_row();
    if (shape == nullptr) return false;
    put_row(*shape);
    return true;
}

void Folder::put_row(const Shape& shape) {
    put_number(rows_, shape.number);
    moment_ = row_moment_;
    row_has_moment_ = false;
    auto slot = row_slots_.begin();
    for (const Step& step : shape.steps) {
        if (step.op != Op::kEnd && step.op != Op::kSameStamp) put_slot(*slot++, step);
    }
    literal_from_ = at_;
    row_shape_.clear();
    row_slots_.clear();
    row_stamps_.clear();
}

// Most rows are, and are then read without taking each head apart.
bool Folder::is_like_last_row() {
    const bool begins_row = row_shape_.empty() && literal_from_ == at_;
    if (!begins_row || last_shape_ == nullptr) return false;
    const std::size_t start = at_;
    const bool is_like = std::all_of(last_shape_->steps.begin(), last_shape_->steps.end(),
                                     [this](const Step& step) { return follows(step); });
    if (is_like) {
        put_row(*last_shape_);
        return true;
    }
    at_ = start;
    row_slots_.clear();
    row_stamps_.clear();
    return false;
}

bool Folder::follows(const Step& step) {
    const auto passes = [this](ByteView bytes) {
        if (content_.size() - at_ < bytes.size()) return false;
        const bool is_same = std::memcmp(content_.data() + at_, bytes.data(), bytes.size()) == 0;
        at_ += bytes.size();
        return is_same;
    };
    if (!step.literal.empty() && !passes(step.literal)) return false;
    if (step.op == Op::kEnd) return true;
    if (step.op == Op::kSameStamp) return passes(row_stamps_[step.index]);
    Slot& slot = row_slots_.emplace_back();
    if (step.op == Op::kNewStamp) {
        if (!take_stamp(slot)) return false;
        if (row_stamps_.size() < kRowStampsMax) row_stamps_.push_back(slot.bytes);
        return true;
    }
    Head found;
    if (!head(found)) return false;
    const bool is_number = step.op == Op::kNumber || step.op == Op::kMoment;
    const bool is_taken = is_number ? take_number(found, slot) : take_string(found, slot);
    return is_taken && slot.op == step.op;
}

void Folder::put_slot(const Slot& slot, const Step& step) {
    if (slot.op == Op::kNewStamp) return put_stamp(slot, step.index);
    Column& column = columns_[step.index];
    if (slot.op == Op::kNumber) return put_number(column.numbers, slot.number);
    if (slot.op == Op::kMoment) return put_moment(column, slot.number);
    if (slot.op == Op::kId) return put_id(column, slot.bytes);
    put_number(column.numbers, slot.bytes.size());
    column.content.insert(column.content.end(), slot.bytes.begin(), slot.bytes.end());
}

void Folder::put_stamp(const Slot& slot, std::size_t ordinal) {
    StampColumn& column = stamps_[std::min(ordinal, kStampLists - 1)];
    put_number(column.times, to_zigzag(static_cast<std::int64_t>(slot.number - column.last)));
    column.last = slot.number;
    const auto [found, is_new] = devices_.try_emplace(slot.device, devices_.size());
    put_number(column.devices, found->second);
    if (!is_new) return;
    for (int shift = 56; shift >= 0; shift -= 8)
        device_list_.push_back(static_cast<std::uint8_t>(slot.device >> shift));
}

void Folder::put_id(Column& column, ByteView id) {
    const auto [found, is_new] = column.known.try_emplace(as_text(id), column.known.size() + 1);
    put_number(column.numbers, is_new ? 0 : found->second);
    if (is_new) column.content.insert(column.content.end(), id.begin(), id.end());
}

void Folder::put_moment(Column& column, std::uint64_t moment) {
    put_step(column.numbers, static_cast<std::int64_t>(moment - moment_));
    moment_ = moment;
    if (!row_has_moment_) row_moment_ = moment;
    row_has_moment_ = true;
}

void Folder::put_part(ByteView part) {
    Bytes& content = folded_.content;
    const bool is_apart = part.size() >= kApartFromBytes;
    put_number(content, part.size());
    if (is_apart) folded_.cuts.push_back(content.size());
    content.insert(content.end(), part.begin(), part.end());
    if (is_apart) folded_.cuts.push_back(content.size());
}

void Folder::put_ids(const Column& column) {
    const std::size_t count = column.content.size() / 16;
    Bytes plain;
    for (const std::size_t byte : kPlainIdBytes) {
        for (std::size_t id = 0; id < count; ++id) plain.push_back(column.content[16 * id + byte]);
    }
    put_part(plain);
    for (std::size_t id = 0; id < count; ++id) {
        for (const std::size_t byte : kNoiseIdBytes)
            noise_.push_back(column.content[16 * id + byte]);
    }
}

Folded Folder::give() {
    folded_.content.reserve(content_.size());
    folded_.content.push_back(1);
    put_number(folded_.content, shape_list_.size());
    for (const std::string_view shape : shape_list_) put_part(as_bytes(shape));
    put_part(rows_);
    put_part(device_list_);
    for (const StampColumn& column : stamps_) {
        put_part(column.times);
        put_part(column.devices);
    }
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        const Column& column = columns_[at];
        put_part(column.numbers);
        const Op kind = layout_.kinds()[at];
        if (kind == Op::kId) put_ids(column);
        if (kind == Op::kText || kind == Op::kBytes) put_part(column.content);
    }
    put_part(noise_);
    return std::move(folded_);
}

}  // namespace

Folded fold(ByteView content) {
    Folder folder{content};
    if (content.size() >= kFoldFromBytes && folder.take()) {
        Folded folded = folder.give();
        if (folded.content.size() <= content.size()) return folded;
    }
    Folded whole;
    whole.content.reserve(content.size() + 1);
    whole.content.push_back(0);
    whole.content.insert(whole.content.end(), content.begin(), content.end());
    return whole;
}

}  // namespace oppad::sync
