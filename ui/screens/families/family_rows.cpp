#include "ui/screens/families/family_rows.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/receipt.h"
#include "ui/screens/panels/panel.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool begins_with(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (lower(text[i]) != lower(word[i])) return false;
    }
    return true;
}

// Length of the longest word of the query that `text` begins with; 0 = none.
std::size_t match_at(std::string_view text, std::string_view query) {
    std::size_t best = 0;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find(' '), query.size());
        const std::string_view word = query.substr(0, end);
        if (word.size() >= 2 && begins_with(text, word)) best = std::max(best, word.size());
        query.remove_prefix(std::min(query.size(), end + 1));
    }
    return best;
}

std::string where_of(const engine::FamilyRow& row) {
    std::string where = row.street;
    if (!row.postcode.empty() || !row.municipality.empty()) {
        if (!where.empty()) where += ", ";
        where += row.postcode;
        if (!row.postcode.empty() && !row.municipality.empty()) where += ' ';
        where += row.municipality;
    }
    return where;
}

std::string remark_of(const Stage& stage, const engine::FamilyRow& row) {
    std::string remark = where_of(row);
    const auto add = [&](const std::string& part) {
        if (!part.empty()) remark += (remark.empty() ? "" : " · ") + part;
    };
    if (row.child_count > 0) add(stage.texts().plural(Text::kChildren, row.child_count));
    if (row.last_contact_at) {
        const Day day = day_of(*row.last_contact_at, stage.utc_offset());
        add(last_contact(stage.texts(), day, stage.today()));
    }
    return remark;
}

// What the family's own page offers at its foot.
void draw_family_menu(Stage& stage, Rect& list, std::string_view id, const engine::FamilyRow& row) {
    const int chosen = draw_row_menu(stage, list, id, {RecordType::kFamily, row.id.raw},
                                     {{"log", Text::kLogContactButton, Icon::kAdd},
                                      {"plan", Text::kPlanAppointment, Icon::kCalendar},
                                      {"refer", Text::kReferTitle, Icon::kSwap}});
    if (chosen < 0) return;
    if (chosen == 0) {
        return begin_log_contact(
            stage, {.kind = ContactKind::kHomeVisit, .family_id = row.id, .family_name = row.name});
    }
    open_stop(stage.state, {.screen = ScreenName::kFamily, .family_id = row.id, .place_id = {}});
    if (chosen == 2) return open_new_referral_panel(stage, row.id);
    open_appointment_panel(stage, {.family_id = row.id, .place_id = {}, .name = row.name});
}

}  // namespace

std::vector<TextRun> marked(const Canvas& canvas, std::string_view text, std::string_view query,
                            Font font, Color color) {
    std::vector<TextRun> runs;
    std::size_t plain = 0;
    bool at_start = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = at_start ? match_at(text.substr(at), query) : 0;
        if (length > 0) {
            if (at > plain) runs.push_back({text.substr(plain, at - plain), font, color});
            runs.push_back(
                {text.substr(at, length), font, canvas.theme().ink, canvas.theme().mark});
            at += length;
            plain = at;
            at_start = false;
            continue;
        }
        at_start = text[at] == ' ' || text[at] == '-' || text[at] == '\'';
        ++at;
    }
    if (plain < text.size()) runs.push_back({text.substr(plain), font, color});
    return runs;
}

std::string unmatched_words(std::string_view query, std::string_view text) {
    std::string unmatched;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find(' '), query.size());
        const std::string_view word = query.substr(0, end);
        bool at_start = true;
        bool is_there = word.empty();
        for (std::size_t at = 0; at < text.size() && !is_there; ++at) {
            is_there = at_start && begins_with(text.substr(at), word);
            at_start = text[at] == ' ' || text[at] == '-' || text[at] == '\'';
        }
        if (!is_there) {
            if (!unmatched.empty()) unmatched += ' ';
            unmatched += word;
        }
        query.remove_prefix(std::min(query.size(), end + 1));
    }
    return unmatched;
}

std::string looked_for(std::string_view query, std::string_view text) {
    const std::string unmatched = unmatched_words(query, text);
    return unmatched.empty() ? std::string(query) : unmatched;
}

int draw_family_rows(Stage& stage, Rect& list, const std::vector<engine::FamilyRow>& rows,
                     const std::string& query, std::string_view id_prefix, RowMenus menus) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    int chosen = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const engine::FamilyRow& row = rows[i];
        const std::string remark = remark_of(stage, row);
        const std::string initials = initials_of(row.name);
        const std::string id = widgets::nth(id_prefix, i);
        auto title = marked(canvas, row.name, query, Font::kStrong, theme.ink);
        const std::string similar =
            ' ' + stage.texts().fill(
                      Text::kLooksLike,
                      looked_for(query, row.name + ' ' + row.matched_person + ' ' + remark));
        if (row.is_similar) title.push_back(widgets::quiet(canvas, similar));
        const std::string person = "  " + row.matched_person;
        if (!row.matched_person.empty()) title.push_back(widgets::quiet(canvas, person));
        auto subtitle = marked(canvas, remark, query, Font::kSmall, theme.muted);
        const std::string receipt = receipt_of(stage, row.whereabouts, remark);
        subtitle.push_back(receipt_run(stage, row.whereabouts, receipt, Told::kInSign));
        const auto drawn = widgets::row(canvas, list,
                                        {.id = id,
                                         .avatar = {Tone::kPrimary, Icon::kNone, initials},
                                         .title = title,
                                         .subtitle = subtitle,
                                         .end_icon = Icon::kChevronRight,
                                         .has_menu = menus == RowMenus::kOffered});
        if (drawn.tapped) chosen = static_cast<int>(i);
        list.cut_top(drawn.bottom - list.y);
        if (menus == RowMenus::kOffered) draw_family_menu(stage, list, id, row);
        if (i + 1 < rows.size()) {
            widgets::separator(canvas, list.x, list.y, list.w);
            list.cut_top(canvas.px(1));
        }
    }
    return chosen;
}

}  // namespace oppad::ui
