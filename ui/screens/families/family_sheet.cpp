#include "ui/screens/families/family_sheet.h"

#include <utility>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/families/timeline.h"
#include "ui/screens/today/agenda_words.h"
#include "ui/screens/today/open_items.h"

namespace oppad::ui {

namespace {

using engine::SheetPurpose;

class Writer {
public:
    Writer(const Stage& stage, const engine::FamilyPage& page, const SheetWish& wish)
        : stage_(stage), page_(page), wish_(wish) {}

    Sheet run() {
        sheet_.footing = stage_.tr(Text::kSheetConfidential);
        sheet_.page_words = stage_.tr(Text::kSheetPage);
        write_head();
        write_facts();
        write_members();
        write_consents();
        if (wish_.purpose != SheetPurpose::kPartner) {
            write_planned();
            write_open_items();
        }
        write_timeline();
        return std::move(sheet_);
    }

private:
    void add(SheetStyle style, std::string text) {
        sheet_.parts.push_back({style, std::move(text), {}});
    }
    // Nothing when it says nothing.
    void add_labelled(SheetStyle style, std::string label, std::string text) {
        if (!text.empty()) sheet_.parts.push_back({style, std::move(text), std::move(label)});
    }
    void add_heading(Text text) { add(SheetStyle::kHeading, stage_.tr(text)); }

    std::string for_whom() const {
        switch (wish_.purpose) {
            case SheetPurpose::kFamily:
                return stage_.tr(Text::kSheetForFamily);
            case SheetPurpose::kPartner:
                return consent_title(*wish_.consent);
            case SheetPurpose::kOwnUse:
                return stage_.tr(Text::kSheetForOwnUse);
        }
        return {};
    }

    void write_head() {
        add(SheetStyle::kTitle, stage_.texts().fill(Text::kFamilyNamed, page_.family.name));
        const std::string made = stage_.texts().fill(Text::kSheetMadeOn, full_date(stage_.today()),
                                                     stage_.snapshot.staff.name);
        add(SheetStyle::kSmall, joined({made, stage_.snapshot.organisation}, " · "));
        add(SheetStyle::kSmall, stage_.texts().fill(Text::kSheetFor, for_whom()));
    }

    void write_facts() {
        const Family& family = page_.family;
        add(SheetStyle::kSmall, {});
        add_labelled(SheetStyle::kBody, stage_.tr(Text::kAddress), address_of(family));
        add_labelled(SheetStyle::kBody, stage_.tr(Text::kPhoneLabel), shown_phone(family.phone));
        add_labelled(SheetStyle::kBody, stage_.tr(Text::kLanguageAtHome),
                     languages_of(stage_, family));
        if (wish_.with_notes && wish_.purpose != SheetPurpose::kPartner)
            add_labelled(SheetStyle::kBody, stage_.tr(Text::kFieldNote), family.note);
    }

    // Not for a partner: the family agreed to share what is theirs, not where somebody else lives.
    void write_elsewhere(const Person& person) {
        const std::string address = address_of(person);
        if (address.empty() || wish_.purpose == SheetPurpose::kPartner) return;
        add(SheetStyle::kBody, stage_.texts().fill(Text::kLivesAt, address));
    }

    void write_members() {
        if (page_.members.empty()) return;
        add_heading(Text::kWho);
        for (const engine::FamilyMember& member : page_.members) {
            const auto& birth = member.person.birth_day;
            const std::string born = birth ? "°" + full_date(*birth) : std::string{};
            add(SheetStyle::kStrong, member_name(member));
            add(SheetStyle::kBody,
                capitalised(joined({member_remark(stage_, member), born}, " · ")));
            write_elsewhere(member.person);
        }
    }

    void write_consent(const engine::SharedWith& shared) {
        add(SheetStyle::kBody, consent_title(shared));
        add(SheetStyle::kSmall, capitalised(consent_remark(stage_, shared)));
    }

    // A partner sees the one that the sheet is given on.
    void write_consents() {
        add_heading(Text::kMayShareFor);
        if (wish_.purpose == SheetPurpose::kPartner) return write_consent(*wish_.consent);
        for (const engine::SharedWith& shared : page_.shared_with) write_consent(shared);
        if (page_.shared_with.empty()) add(SheetStyle::kBody, stage_.tr(Text::kNoSharing));
    }

    void write_planned() {
        if (page_.planned.empty()) return;
        add_heading(Text::kPlanned);
        for (const engine::AgendaItem& item : page_.planned) {
            const Day day = day_of(item.starts_at, stage_.utc_offset());
            const std::string when = joined({weekday_date(stage_.texts(), day),
                                             clock_time(item.starts_at, stage_.utc_offset())},
                                            " ");
            add_labelled(SheetStyle::kBody, when, agenda_title(stage_.texts(), item));
        }
    }

    void write_open_items() {
        if (page_.open_items.empty()) return;
        add_heading(Text::kToFollowUp);
        for (const engine::OpenItem& item : page_.open_items) {
            const std::string due = item.due_day ? full_date(*item.due_day) : std::string{};
            add_labelled(SheetStyle::kBody, due.empty() ? " " : due, open_item_title(stage_, item));
        }
    }

    // To a partner: what was asked of that partner.
    bool is_shown(const engine::TimelineItem& item) const {
        if (wish_.purpose != SheetPurpose::kPartner) return true;
        return item.kind == engine::TimelineKind::kReferral &&
               item.partner_name == wish_.consent->partner_name;
    }

    void write_timeline() {
        bool has_begun = false;
        for (const engine::TimelineItem& item : page_.timeline) {
            if (!is_shown(item)) continue;
            if (!has_begun) add_heading(Text::kTimeline);
            has_begun = true;
            write_item(item);
        }
    }

    void write_item(const engine::TimelineItem& item) {
        add_labelled(SheetStyle::kStrong, full_date(day_of(item.at, stage_.utc_offset())),
                     timeline_heading(stage_, item));
        const std::string author = item.is_mine ? stage_.snapshot.staff.name : item.author_name;
        add_labelled(
            SheetStyle::kSmall, " ",
            joined({item.place_name, author, joined(timeline_state(stage_, item), ", ")}, " · "));
        // A promise and a question are short, and what they are about; a contact's note is a story.
        const bool is_story = item.kind == engine::TimelineKind::kContact;
        if (is_story && !wish_.with_notes) return;
        add_labelled(SheetStyle::kBody, " ", item.text);
        add_labelled(SheetStyle::kBody, " ", item.answer_text);
    }

    const Stage& stage_;
    const engine::FamilyPage& page_;
    const SheetWish& wish_;
    Sheet sheet_;
};

}  // namespace

Sheet make_family_sheet(const Stage& stage, const engine::FamilyPage& page, const SheetWish& wish) {
    return Writer(stage, page, wish).run();
}

}  // namespace oppad::ui
