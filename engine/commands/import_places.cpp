#include "engine/commands/import_places.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/commands/csv.h"
#include "engine/commands/place_columns.h"
#include "engine/commands/write_record.h"
#include "engine/core/check.h"
#include "engine/domain/text.h"
#include "engine/storage/tables/place_rows.h"

namespace oppad::engine {

namespace {

// A line of the file, checked; its place holds what the cells say and nothing else.
struct ReadPlace {
    Place place;
    int line = 0;
};

struct ReadFile {
    std::vector<ReadPlace> places;
    std::optional<ImportFault> fault;
};

bool is_text(ByteView content) {
    return std::find(content.begin(), content.end(), std::uint8_t{0}) == content.end();
}

// What recognises a place that has no number.
std::string address_key(const Place& place) {
    return place.name + '\n' + place.postcode + '\n' + place.street;
}

ImportFault reader_fault(const CsvReader& reader) {
    const bool is_unclosed = reader.fault() == CsvFault::kUnclosedQuote;
    return {is_unclosed ? ImportFaultKind::kUnclosedQuote : ImportFaultKind::kTextAfterQuote,
            reader.line()};
}

std::optional<ImportFault> place_fault(const ReadPlace& read, const Present& present) {
    const Problems problems = validate(read.place, present);
    if (problems.empty()) return std::nullopt;
    const Problem& first = problems.front();
    return ImportFault{ImportFaultKind::kProblem, read.line, first.field, first.code};
}

// Two lines with one number: the same words twice are one place, other words are a fault.
class SeenNumbers {
public:
    enum class Answer { kNew, kSame, kOther };

    Answer look(const Place& place) {
        if (place.external_id.empty()) return Answer::kNew;
        const auto [found, is_new] = values_.emplace(place.external_id, to_values(place));
        if (is_new) return Answer::kNew;
        return found->second == to_values(place) ? Answer::kSame : Answer::kOther;
    }

private:
    std::unordered_map<std::string, std::vector<Value>> values_;
};

ReadFile read_file(ByteView content, const Present& present) {
    if (content.size() > kImportBytesMax) return {{}, ImportFault{ImportFaultKind::kTooLarge}};
    if (!is_text(content)) return {{}, ImportFault{ImportFaultKind::kNotText}};
    const std::string text = text_of_file(content);
    CsvReader reader{text, separator_of(text)};
    std::vector<std::string> cells;
    if (!reader.next(cells)) {
        if (reader.fault()) return {{}, reader_fault(reader)};
        return {{}, ImportFault{ImportFaultKind::kEmpty}};
    }
    PlaceColumns columns;
    if (const std::optional<ImportFault> fault = columns.read_header(cells, reader.line()))
        return {{}, fault};

    ReadFile file;
    SeenNumbers numbers;
    const std::size_t width = cells.size();
    while (reader.next(cells)) {
        ReadPlace read{columns.place_of(cells), reader.line()};
        if (cells.size() != width) return {{}, ImportFault{ImportFaultKind::kCellCount, read.line}};
        normalise(read.place);
        if (const std::optional<ImportFault> fault = place_fault(read, present)) return {{}, fault};
        const SeenNumbers::Answer answer = numbers.look(read.place);
        if (answer == SeenNumbers::Answer::kOther)
            return {{}, ImportFault{ImportFaultKind::kRepeatedNumber, read.line, "external_id"}};
        if (answer == SeenNumbers::Answer::kNew) file.places.push_back(std::move(read));
    }
    if (reader.fault()) return {{}, reader_fault(reader)};
    return file;
}

// Where the places that are here already are found again.
struct KnownPlaces {
    std::unordered_map<std::string, RawId> by_number;
    std::unordered_map<std::string, RawId> by_address;

    [[nodiscard]] std::optional<RawId> find(const Place& place) const {
        const auto& known = place.external_id.empty() ? by_address : by_number;
        const auto found =
            known.find(place.external_id.empty() ? address_key(place) : place.external_id);
        return found == known.end() ? std::nullopt : std::optional{found->second};
    }
    void add(const Place& place) {
        if (!place.external_id.empty()) by_number.emplace(place.external_id, place.id.raw);
        by_address.emplace(address_key(place), place.id.raw);
    }
};

Result<KnownPlaces> load_known(Context& context) {
    TRY_ASSIGN(const std::vector<Place> keys, storage::list_place_keys(context.work.connection()));
    KnownPlaces known;
    for (const Place& place : keys) known.add(place);
    return known;
}

Status add_place(Context& context, Place place, KnownPlaces& known) {
    place.id = new_id<Place>(context.clock, context.entropy);
    place.scope = context.staff.scope;
    if (place.kind == PlaceKind::kUnknown) place.kind = PlaceKind::kSchool;
    TRY(context.work.save(place));
    known.add(place);
    return ok();
}

// `stored` with every cell of the file that isn't empty. Returns whether that changes it.
bool update_place(Place& stored, const Place& read) {
    const std::vector<Value> before = to_values(stored);
    const auto take = [&](const auto& bound) {
        const bool is_filled = to_value(read.*bound.member) != Value{};
        if (is_filled) stored.*bound.member = read.*bound.member;
    };
    std::apply([&](const auto&... bound) { (take(bound), ...); }, Schema<Place>::fields);
    return to_values(stored) != before;
}

}  // namespace

Result<PlacesImported> import_places(Context& context, ByteView content) {
    ReadFile file = read_file(content, present_at(context.clock));
    PlacesImported imported;
    if (file.fault) {
        imported.fault = file.fault;
        return imported;
    }
    TRY_ASSIGN(KnownPlaces known, load_known(context));
    for (ReadPlace& read : file.places) {
        const std::optional<RawId> id = known.find(read.place);
        if (!id) {
            TRY(add_place(context, std::move(read.place), known));
            ++imported.added;
            continue;
        }
        TRY_ASSIGN(std::optional<Place> stored, context.work.find(Id<Place>{*id}));
        ENSURE(stored.has_value());
        if (update_place(*stored, read.place)) {
            TRY(context.work.save(*stored));
            ++imported.updated;
        } else {
            ++imported.unchanged;
        }
    }
    return imported;
}

}  // namespace oppad::engine
