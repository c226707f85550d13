// Files that people, translators and this tablet wrote: lists of schools, texts, the key file and
// drafts.
#include "engine/commands/csv.h"
#include "engine/commands/draft_codec.h"
#include "engine/core/check.h"
#include "engine/storage/key_file.h"
#include "tests/fuzz/entry_points.h"
#include "ui/i18n/po.h"

namespace oppad::fuzz {

void fuzz_po(ByteView input) {
    const auto file = ui::parse_po(as_text(input));
    if (!file) return;
    for (const ui::PoMessage& message : file->messages) {
        CHECK(!message.forms.empty());
        if (!message.has_plural) continue;
        for (const std::int64_t number : {0, 1, 2, 5, 11, 101})
            CHECK(file->plural_rule.form_for(number) < message.forms.size());
    }
}

// Reading ends, every line is counted, and no cell is longer than the file.
void fuzz_csv(ByteView input) {
    const std::string text = engine::text_of_file(input);
    engine::CsvReader reader{text, engine::separator_of(text)};
    std::vector<std::string> cells;
    int line = 0;
    while (reader.next(cells)) {
        CHECK(reader.line() > line);
        line = reader.line();
        for (const std::string& cell : cells) CHECK(cell.size() <= text.size());
    }
}

void fuzz_key_file(ByteView input) {
    const auto file = storage::parse_key_file(input);
    if (!file) return;
    const auto again = storage::parse_key_file(storage::format_key_file(*file));
    CHECK(again.has_value());
    CHECK(again->wraps.size() == file->wraps.size());
    CHECK(again->wrong_tries == file->wrong_tries);
}

void fuzz_draft(ByteView input) {
    const RawId id{{1}};
    const auto draft = engine::decode_draft(id, input);
    if (!draft) return;
    const Bytes stored = engine::encode_draft(*draft, input);
    const auto again = engine::decode_draft(id, stored);
    CHECK(again.has_value());
    CHECK(again->note == draft->note);
    CHECK(again->themes == draft->themes);
    CHECK(engine::encode_draft(*again, stored) == stored);
}

}  // namespace oppad::fuzz
