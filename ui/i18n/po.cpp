#include "ui/i18n/po.h"

#include <set>

namespace oppad::ui {

namespace {

Error refuse(int line, const char* why) {
    return Error{ErrorCode::kInvalid, "line " + std::to_string(line) + ": " + why};
}

// What the lines read so far of one entry have given.
struct Entry {
    enum class Part { kNone, kKey, kPlural, kForm };
    Part part = Part::kNone;
    bool has_key = false;
    std::string plural;
    PoMessage message;
};

// Appends the content of a quoted C string.
Status append_quoted(std::string& out, std::string_view line, int number) {
    if (line.size() < 2 || line.front() != '"' || line.back() != '"') {
        return refuse(number, "expected a quoted text");
    }
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        if (line[i] == '"') return refuse(number, "quote inside a text");
        if (line[i] != '\\') {
            out += line[i];
            continue;
        }
        ++i;
        if (i + 1 >= line.size()) return refuse(number, "text ends in a backslash");
        switch (line[i]) {
            case 'n':
                out += '\n';
                break;
            case 't':
                out += '\t';
                break;
            case '"':
                out += '"';
                break;
            case '\\':
                out += '\\';
                break;
            default:
                return refuse(number, "unknown escape");
        }
    }
    return ok();
}

std::string header_value(const std::string& header, std::string_view name) {
    const std::size_t at = header.find(name);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size();
    return header.substr(begin, header.find('\n', begin) - begin);
}

class Reader {
public:
    Status read_line(std::string_view line, int number) {
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        if (line.empty()) return finish_entry(number);
        if (line.front() == '#') return ok();
        if (line.front() == '"') return append_quoted_to_part(line, number);
        if (line.starts_with("msgid_plural ")) {
            if (!entry_.has_key) return refuse(number, "msgid_plural without msgid");
            entry_.part = Entry::Part::kPlural;
            entry_.message.has_plural = true;
            return append_quoted_to_part(line.substr(13), number);
        }
        if (line.starts_with("msgid ")) {
            TRY(finish_entry(number));
            entry_.part = Entry::Part::kKey;
            entry_.has_key = true;
            return append_quoted_to_part(line.substr(6), number);
        }
        if (line.starts_with("msgstr[") && line.size() > 9 && line[8] == ']') {
            const auto form = static_cast<std::size_t>(line[7] - '0');
            if (form != entry_.message.forms.size()) return refuse(number, "form out of order");
            return begin_form(line.substr(10), number);
        }
        if (line.starts_with("msgstr ")) return begin_form(line.substr(7), number);
        return refuse(number, "neither msgid nor msgstr");
    }

    Status finish_entry(int number) {
        if (!entry_.has_key) return ok();
        Entry done = std::exchange(entry_, Entry{});
        if (done.message.forms.empty()) return refuse(number, "msgid without msgstr");
        if (done.message.key.empty()) return read_header(done.message.forms.front(), number);
        const std::size_t want = done.message.has_plural ? file.plural_rule.form_count() : 1;
        if (done.message.forms.size() != want) return refuse(number, "wrong number of forms");
        if (!keys_.insert(done.message.key).second) return refuse(number, "key stands twice");
        file.messages.push_back(std::move(done.message));
        return ok();
    }

    PoFile file;

private:
    Status begin_form(std::string_view quoted, int number) {
        if (!entry_.has_key) return refuse(number, "msgstr without msgid");
        entry_.part = Entry::Part::kForm;
        entry_.message.forms.emplace_back();
        return append_quoted_to_part(quoted, number);
    }

    Status append_quoted_to_part(std::string_view quoted, int number) {
        switch (entry_.part) {
            case Entry::Part::kKey:
                return append_quoted(entry_.message.key, quoted, number);
            case Entry::Part::kPlural:
                return append_quoted(entry_.plural, quoted, number);
            case Entry::Part::kForm:
                return append_quoted(entry_.message.forms.back(), quoted, number);
            case Entry::Part::kNone:
                break;
        }
        return refuse(number, "text outside of an entry");
    }

    Status read_header(const std::string& header, int number) {
        file.language = header_value(header, "Language: ");
        file.language_name = header_value(header, "X-Language-Name: ");
        if (file.language.empty()) return refuse(number, "header lacks Language");
        TRY_ASSIGN(file.plural_rule, PluralRule::parse(header_value(header, "Plural-Forms: ")));
        return ok();
    }

    Entry entry_;
    std::set<std::string, std::less<>> keys_;
};

}  // namespace

Result<PoFile> parse_po(std::string_view content) {
    Reader reader;
    int number = 0;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        TRY(reader.read_line(content.substr(0, end), ++number));
        content = end == std::string_view::npos ? std::string_view{} : content.substr(end + 1);
    }
    TRY(reader.finish_entry(number));
    if (reader.file.language.empty()) return refuse(number, "no header");
    return std::move(reader.file);
}

}  // namespace oppad::ui
