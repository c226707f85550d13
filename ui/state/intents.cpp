#include "ui/state/intents.h"

namespace oppad::ui {

// Out of line: where it is inlined, GCC 12 takes the variant's other members for uninitialised.
void Intents::push(Intent intent) { pending_.push_back(std::move(intent)); }

std::uint64_t Intents::run(engine::Command command) {
    pending_.emplace_back(Run{++last_ticket_, std::move(command), person_, std::nullopt});
    return last_ticket_;
}

std::uint64_t Intents::run(engine::Command command, engine::KeepForm then) {
    pending_.emplace_back(Run{++last_ticket_, std::move(command), person_, std::move(then)});
    return last_ticket_;
}

std::uint64_t Intents::make(MakeSheet wish) {
    wish.ticket = ++last_ticket_;
    wish.person = person_;
    pending_.emplace_back(std::move(wish));
    return last_ticket_;
}

std::uint64_t Intents::change(ChangeCode wish) {
    wish.ticket = ++last_ticket_;
    wish.person = person_;
    pending_.emplace_back(std::move(wish));
    return last_ticket_;
}

std::uint64_t Intents::open(const LyingSheet& sheet) {
    pending_.emplace_back(OpenSheet{++last_ticket_, sheet.path});
    return last_ticket_;
}

std::uint64_t Intents::remove(const LyingSheet& sheet) {
    pending_.emplace_back(DeleteSheet{++last_ticket_, sheet.path});
    return last_ticket_;
}

std::uint64_t Intents::save(const Preferences& preferences) {
    pending_.emplace_back(SavePreferences{++last_ticket_, preferences});
    return last_ticket_;
}

}  // namespace oppad::ui
