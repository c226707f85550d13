#include "tests/bench/demo_tablet.h"

#include <stdlib.h>

#include <filesystem>

#include "engine/core/check.h"
#include "engine/storage/record_list.h"
#include "platform/ctl/demo.h"
#include "tests/support/source_dir.h"

namespace oppad::bench {

namespace {

Secret bench_key() {
    Secret key{32};
    for (std::size_t i = 0; i < key.size(); ++i) key.bytes()[i] = static_cast<std::uint8_t>(i + 1);
    return key;
}

storage::StorePaths paths_in(const std::string& folder) { return {folder + "/store"}; }

}  // namespace

DemoTablet::DemoTablet() {
    std::string path = (std::filesystem::temp_directory_path() / "oppad-bench-XXXXXX").string();
    CHECK(::mkdtemp(path.data()) != nullptr);
    folder_ = path;
    auto entropy = platform::SodiumEntropy::create();
    CHECK(entropy.has_value());
    entropy_.emplace(*entropy);
    entropy_->fill(staff_.id.raw.bytes);
    entropy_->fill(staff_.scope.bytes);
    auto made = storage::Store::create(paths_in(folder_), bench_key());
    CHECK(made.has_value());
    store_.emplace(std::move(*made));
    store_.reset();
    open();
    fill();
    find_families();
}

DemoTablet::~DemoTablet() {
    close();
    std::error_code ignored;  // A folder left behind says nothing about the figures.
    std::filesystem::remove_all(folder_, ignored);
}

void DemoTablet::open() {
    auto opened = storage::Store::open(paths_in(folder_), bench_key());
    CHECK(opened.has_value());
    store_.emplace(std::move(*opened));
    auto capture = sync::Capture::open(store_->connection(), clock_, *entropy_);
    CHECK(capture.has_value());
    capture_.emplace(std::move(*capture));
    desk_.emplace(*store_, *capture_, clock_, *entropy_, staff_);
}

void DemoTablet::close() {
    desk_.reset();
    capture_.reset();
    store_.reset();
}

void DemoTablet::fill() {
    const auto words = platform::load_demo_words(test::source_dir() + "/assets");
    CHECK(words.has_value());
    platform::DemoOrder order;
    order.families = kDemoFamilies;
    order.contacts_per_family = platform::kDemoContactsPerFamily;
    order.seed = 7;
    order.now = clock_.now();
    order.utc_offset = clock_.utc_offset(order.now);
    order.author = staff_;
    platform::RecordPen pen{*store_, *capture_, clock_, staff_};
    const auto begun = clock_.steady();
    CHECK(platform::write_demo(order, *words, pen).has_value());
    fill_seconds = std::chrono::duration<double>(clock_.steady() - begun).count();
    records = static_cast<double>(pen.written());
}

void DemoTablet::find_families() {
    auto view = desk_->look(engine::LookFamilies{});
    CHECK(view.has_value());
    families = std::get<engine::FamiliesView>(*view).rows;
    CHECK(!families.empty());
    auto all_places = desk_->look(engine::LookPlaces{});
    CHECK(all_places.has_value());
    places = std::get<engine::PlacesView>(*all_places).rows;
    CHECK(!places.empty());
    constexpr std::string_view kBelgium = "+32";
    for (const engine::FamilyRow& row : families) {
        auto page = desk_->look(engine::LookFamily{row.id});
        CHECK(page.has_value());
        const Family& family = std::get<engine::FamilyPage>(*page).family;
        if (!family.street.empty()) streets.push_back(family.street);
        if (family.phone.starts_with(kBelgium))
            phones.push_back("0" + family.phone.substr(kBelgium.size()));
    }
    CHECK(!streets.empty() && !phones.empty());
    // The first family that was made has the long timeline (demo.h); ids are of its first contact,
    // so it is looked for by its page.
    auto ids = storage::list_record_ids(store_->connection(), RecordType::kFamily);
    CHECK(ids.has_value());
    for (const RawId& id : *ids) {
        auto page = desk_->look(engine::LookFamily{{id}});
        CHECK(page.has_value());
        if (std::get<engine::FamilyPage>(*page).timeline_total < 500) continue;
        long_family = {id};
        return;
    }
    CHECK(!long_family.is_nil());
}

DemoTablet& demo_tablet() {
    static DemoTablet tablet;
    return tablet;
}

}  // namespace oppad::bench
