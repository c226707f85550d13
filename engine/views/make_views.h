// One function per look, one file per screen. Each reads the store as it is now and writes nothing.
#pragma once

#include "engine/core/result.h"
#include "engine/views/looks.h"
#include "engine/views/view_context.h"
#include "engine/views/year_report.h"

namespace oppad::engine {

Result<TodayView> make_today(const ViewContext& context, const LookToday& look);
Result<AgendaView> make_agenda(const ViewContext& context, const LookAgenda& look);
Result<FamiliesView> make_families(const ViewContext& context, const LookFamilies& look);
// Fails: kNotFound.
Result<FamilyPage> make_family_page(const ViewContext& context, const LookFamily& look);
Result<PlacesView> make_places(const ViewContext& context, const LookPlaces& look);
// Fails: kNotFound.
Result<PlacePage> make_place_page(const ViewContext& context, const LookPlace& look);
// A draft, family or place that is not here (any more) leaves its part of the page empty.
// Fails: kCorrupt or kInvalid for a draft that can't be read.
Result<LogContactPage> make_log_contact_page(const ViewContext& context,
                                             const LookLogContact& look);
// Drafts that can't be read are listed with kind kUnknown.
Result<DraftsView> make_drafts(const ViewContext& context);
Result<OpenedView> make_opened(const ViewContext& context);
// Fails: kNotFound.
Result<ContactPage> make_contact_page(const ViewContext& context, const LookContact& look);
Result<PartnersView> make_partners(const ViewContext& context);
Result<SearchPage> make_search_page(const ViewContext& context, const LookSearch& look);
Result<SimilarFamilies> make_similar_families(const ViewContext& context,
                                              const LookSimilarFamilies& look);
Result<SyncPage> make_sync_page(const ViewContext& context);
// Empty for a record that nobody changed.
Result<HistoryView> make_history(const ViewContext& context, const LookHistory& look);
Result<UnnamedView> make_unnamed(const ViewContext& context, const LookUnnamed& look);
// From 1 January to 31 December of `year`, as far as it went. Cost: O(contacts of all years).
Result<YearReport> make_year_report(const ViewContext& context, int year);

}  // namespace oppad::engine
