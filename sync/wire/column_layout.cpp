#include "sync/wire/column_layout.h"

#include <algorithm>

namespace oppad::sync {

namespace {

// What tells columns apart: the number and kind of a field, the heads of its lists, its stamp.
constexpr std::size_t kTrailBytes = 6;
constexpr std::int64_t kMinuteMs = 60'000;
// Stands for a stamp in a trail.
constexpr char kStampMark = 'S';

}  // namespace

void put_number(Bytes& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        bytes.push_back(static_cast<std::uint8_t>(number) | std::uint8_t{0x80});
    bytes.push_back(static_cast<std::uint8_t>(number));
}

void put_step(Bytes& bytes, std::int64_t ms) {
    if (ms % kMinuteMs == 0) return put_number(bytes, to_zigzag(ms / kMinuteMs) << 1);
    put_number(bytes, to_zigzag(ms) << 1 | 1);
}

std::optional<std::int64_t> read_step(std::uint64_t number) {
    const std::int64_t step = from_zigzag(number >> 1);
    constexpr auto kMost = static_cast<std::int64_t>(kMomentMax);
    if (step > kMost || step < -kMost) return std::nullopt;
    return (number & 1) != 0 ? step : step * kMinuteMs;
}

bool ColumnReader::number(std::uint64_t& number) {
    number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (left_.empty()) return false;
        const std::uint8_t byte = left_.front();
        left_ = left_.subspan(1);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

bool ColumnReader::run(std::uint64_t size, ByteView& bytes) {
    if (size > left_.size()) return false;
    bytes = left_.first(static_cast<std::size_t>(size));
    left_ = left_.subspan(bytes.size());
    return true;
}

bool ColumnReader::part(ColumnReader& part) {
    std::uint64_t size = 0;
    ByteView bytes;
    if (!number(size) || !run(size, bytes)) return false;
    part = ColumnReader{bytes};
    return true;
}

std::uint32_t ColumnLayout::column_behind(const std::string& trail, Op op) {
    std::string place = trail.substr(trail.size() - std::min(trail.size(), kTrailBytes));
    place += static_cast<char>(op);
    const auto [found, is_new] =
        places_.try_emplace(std::move(place), static_cast<std::uint32_t>(kinds_.size()));
    if (is_new) kinds_.push_back(op);
    return found->second;
}

std::optional<StepList> ColumnLayout::steps_of(ByteView shape) {
    StepList steps;
    std::string trail;
    std::uint32_t stamps = 0;
    for (ColumnReader reader{shape}; reader.size() > 0;) {
        if (++step_count_ > kStepsMax || kinds_.size() > kColumnsMax) return std::nullopt;
        Step& step = steps.emplace_back();
        std::uint64_t size = 0;
        ByteView op;
        if (!reader.number(size) || !reader.run(size, step.literal) || !reader.run(1, op))
            return std::nullopt;
        trail += as_text(step.literal);
        step.op = static_cast<Op>(std::min(op[0], static_cast<std::uint8_t>(Op::kSameStamp)));
        if (step.op == Op::kEnd) {
            if (reader.size() > 0) return std::nullopt;
            return steps;
        }
        if (step.op == Op::kSameStamp) {
            step.index = op[0] - static_cast<std::uint32_t>(Op::kSameStamp);
            if (step.index >= std::min<std::size_t>(stamps, kRowStampsMax)) return std::nullopt;
        } else if (step.op == Op::kNewStamp) {
            step.index = stamps++;
        } else {
            step.index = column_behind(trail, step.op);
        }
        const bool is_stamp = step.op >= Op::kNewStamp;
        if (is_stamp) trail += kStampMark;
    }
    return std::nullopt;
}

}  // namespace oppad::sync
