#include "sync/merge/heal.h"

#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

// Takes over what `sound` says under the same stamps.
void take_values(FieldState& decayed, const FieldState& sound) {
    for (Version& version : decayed.versions) {
        for (const Version& other : sound.versions) {
            if (other.stamp == version.stamp) version.value = other.value;
        }
    }
    for (SetElement& element : decayed.elements) {
        for (const SetElement& other : sound.elements) {
            const bool is_same = other.element == element.element && other.stamp == element.stamp;
            if (is_same) element.present = other.present;
        }
    }
}

}  // namespace

RecordState heal(RecordState decayed, const RecordState& sound) {
    for (FieldState& field : decayed.fields) {
        const FieldState* other = find_field_state(sound, field.number);
        if (other != nullptr && other->merge == field.merge) take_values(field, *other);
    }
    if (decayed.scope_stamp == sound.scope_stamp) decayed.scope = sound.scope;
    return merge(std::move(decayed), sound);
}

}  // namespace oppad::sync
