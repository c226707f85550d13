#include <algorithm>
#include <array>

#include "sync/wire/cbor.h"
#include "sync/wire/column_layout.h"
#include "sync/wire/columns.h"

namespace oppad::sync {

namespace {

Error not_folded() { return {ErrorCode::kInvalid, "no folded message"}; }

struct Column {
    ColumnReader numbers;
    ColumnReader content;  // Of ids, what is left of the noise.
    ByteView plain;        // Of ids.
    std::size_t new_ids = 0;
    std::vector<RawId> known;
};

constexpr std::size_t kStampBytesMax = 1 + 9 + 9;

// A stamp as CBOR, said again as it is.
struct WrittenStamp {
    std::array<std::uint8_t, kStampBytesMax> bytes{};
    std::size_t size = 0;
};

struct StampColumn {
    std::uint64_t last = 0;
    ColumnReader times;
    ColumnReader devices;
};

class Unfolder {
public:
    Unfolder(ByteView folded, std::size_t bytes_max)
        : reader_(folded), folded_bytes_(folded.size()), bytes_max_(bytes_max) {}

    bool read_lists();
    bool write_rows();
    Bytes take() { return writer_.take(); }

private:
    bool read_shapes();
    bool read_devices();
    bool read_column(Op kind, Column& column);
    bool share_noise();
    bool write_row(const StepList& steps);
    bool write_value(const Step& step);
    bool write_stamp(std::size_t ordinal);
    bool write_id(Column& column);
    bool write_moment(Column& column);
    // A value, which is short or was counted, may go a few bytes beyond before that is noticed.
    [[nodiscard]] bool has_room(std::size_t bytes) const {
        return writer_.size() + bytes <= bytes_max_;
    }

    ColumnReader reader_;
    std::size_t folded_bytes_;
    std::size_t bytes_max_;
    CborWriter writer_;
    ColumnLayout layout_;
    std::vector<StepList> shapes_;
    ColumnReader rows_;
    std::vector<std::uint64_t> devices_;
    std::array<StampColumn, kStampLists> stamps_;
    std::vector<Column> columns_;
    std::vector<WrittenStamp> row_stamps_;
    std::uint64_t moment_ = 0;
    std::uint64_t row_moment_ = 0;
    bool row_has_moment_ = false;
};

bool Unfolder::read_shapes() {
    std::uint64_t count = 0;
    if (!reader_.number(count) || count > reader_.size()) return false;
    for (std::uint64_t at = 0; at < count; ++at) {
        ColumnReader part;
        ByteView shape;
        if (!reader_.part(part) || !part.run(part.size(), shape)) return false;
        auto steps = layout_.steps_of(shape);
        if (!steps) return false;
        shapes_.push_back(std::move(*steps));
    }
    return true;
}

bool Unfolder::read_devices() {
    ColumnReader list;
    if (!reader_.part(list)) return false;
    while (list.size() > 0) {
        ByteView bytes;
        if (!list.run(8, bytes)) return false;
        std::uint64_t device = 0;
        for (const std::uint8_t byte : bytes) device = device << 8 | byte;
        devices_.push_back(device);
    }
    return true;
}

bool Unfolder::read_column(Op kind, Column& column) {
    if (!reader_.part(column.numbers)) return false;
    if (kind == Op::kNumber || kind == Op::kMoment) return true;
    if (!reader_.part(column.content)) return false;
    return kind != Op::kId || column.content.run(column.content.size(), column.plain);
}

// Behind the columns, in their order: as much as each has new ids.
bool Unfolder::share_noise() {
    ColumnReader noise;
    if (!reader_.part(noise) || reader_.size() > 0) return false;
    for (Column& column : columns_) {
        ByteView bytes;
        if (column.plain.size() % kPlainIdBytes.size() != 0 ||
            !noise.run(column.plain.size(), bytes))
            return false;
        if (!column.plain.empty()) column.content = ColumnReader{bytes};
    }
    return noise.size() == 0;
}

bool Unfolder::read_lists() {
    if (!read_shapes() || !reader_.part(rows_) || !read_devices()) return false;
    for (StampColumn& column : stamps_) {
        if (!reader_.part(column.times) || !reader_.part(column.devices)) return false;
    }
    columns_.resize(layout_.kinds().size());
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        if (!read_column(layout_.kinds()[at], columns_[at])) return false;
    }
    return share_noise();
}

bool Unfolder::write_rows() {
    // Twice what came is what most pages are.
    writer_.reserve(std::min(bytes_max_, 2 * folded_bytes_));
    while (rows_.size() > 0) {
        std::uint64_t shape = 0;
        if (!rows_.number(shape) || shape >= shapes_.size()) return false;
        if (!write_row(shapes_[static_cast<std::size_t>(shape)])) return false;
    }
    return true;
}

bool Unfolder::write_row(const StepList& steps) {
    row_stamps_.clear();
    moment_ = row_moment_;
    row_has_moment_ = false;
    for (const Step& step : steps) {
        if (!has_room(step.literal.size())) return false;
        writer_.item(step.literal);
        if (step.op != Op::kEnd && !write_value(step)) return false;
    }
    return has_room(0);
}

bool Unfolder::write_value(const Step& step) {
    if (step.op == Op::kNewStamp) return write_stamp(step.index);
    if (step.op == Op::kSameStamp) {
        const WrittenStamp& stamp = row_stamps_[step.index];
        writer_.item(ByteView{stamp.bytes}.first(stamp.size));
        return true;
    }
    Column& column = columns_[step.index];
    if (step.op == Op::kId) return write_id(column);
    if (step.op == Op::kMoment) return write_moment(column);
    std::uint64_t number = 0;
    if (!column.numbers.number(number)) return false;
    if (step.op == Op::kNumber) {
        writer_.signed_number(from_zigzag(number));
        return true;
    }
    ByteView bytes;
    if (!column.content.run(number, bytes) || !has_room(bytes.size())) return false;
    if (step.op == Op::kText)
        writer_.text(as_text(bytes));
    else
        writer_.bytes(bytes);
    return true;
}

bool Unfolder::write_stamp(std::size_t ordinal) {
    StampColumn& column = stamps_[std::min(ordinal, kStampLists - 1)];
    std::uint64_t step = 0;
    std::uint64_t device = 0;
    if (!column.times.number(step) || !column.devices.number(device) || device >= devices_.size())
        return false;
    column.last += static_cast<std::uint64_t>(from_zigzag(step));
    const std::size_t start = writer_.size();
    writer_.array(2);
    writer_.number(column.last);
    writer_.number(devices_[static_cast<std::size_t>(device)]);
    if (row_stamps_.size() == kRowStampsMax) return true;
    const ByteView written = writer_.view().subspan(start);
    WrittenStamp& stamp = row_stamps_.emplace_back();
    stamp.size = written.size();
    std::copy(written.begin(), written.end(), stamp.bytes.begin());
    return true;
}

bool Unfolder::write_id(Column& column) {
    std::uint64_t number = 0;
    if (!column.numbers.number(number) || number > column.known.size()) return false;
    if (number > 0) {
        writer_.id(column.known[static_cast<std::size_t>(number) - 1]);
        return true;
    }
    ByteView noise;
    const std::size_t count = column.plain.size() / kPlainIdBytes.size();
    const std::size_t at = column.known.size();
    if (at >= count || !column.content.run(kNoiseIdBytes.size(), noise)) return false;
    RawId& id = column.known.emplace_back();
    for (std::size_t byte = 0; byte < kPlainIdBytes.size(); ++byte) {
        id.bytes[kPlainIdBytes[byte]] = column.plain[byte * count + at];
        id.bytes[kNoiseIdBytes[byte]] = noise[byte];
    }
    writer_.id(id);
    return true;
}

bool Unfolder::write_moment(Column& column) {
    std::uint64_t number = 0;
    if (!column.numbers.number(number)) return false;
    const std::optional<std::int64_t> step = read_step(number);
    if (!step) return false;
    moment_ += static_cast<std::uint64_t>(*step);
    if (!row_has_moment_) row_moment_ = moment_;
    row_has_moment_ = true;
    writer_.number(moment_);
    return true;
}

}  // namespace

Result<Bytes> unfold(ByteView folded, std::size_t bytes_max) {
    if (folded.empty() || folded[0] > 1) return not_folded();
    const ByteView content = folded.subspan(1);
    if (folded[0] == 0) {
        if (content.size() > bytes_max) return not_folded();
        return Bytes{content.begin(), content.end()};
    }
    Unfolder unfolder{content, bytes_max};
    if (!unfolder.read_lists() || !unfolder.write_rows()) return not_folded();
    return unfolder.take();
}

}  // namespace oppad::sync
