// Every form of the tablet: how one gets to it, fills it in, sees it, and what it asks for.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/value.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

struct Form {
    const char* name;
    std::vector<const char*> way;  // The taps that lead to it from Vandaag.
};
std::vector<Form> all_forms();
// In which all of them can be opened.
ui::Snapshot work_for_forms();

void open(TestApp& app, const Form& form);
// Each thing in the form with a chance of one in `one_in`, and what shows because of that. Nothing
// has the focus afterwards.
void fill(TestApp& app, unsigned one_in);
// All that is drawn: chosen chips tell themselves by their colour.
std::string picture(const TestApp& app);

// What a form asks for. REQUIREs that it is something that a form asks for.
std::vector<Value> described(const engine::Command& command);

// What was asked since the last call.
struct Asked {
    std::vector<ui::Run> forms;
    std::vector<Bytes> kept;  // Of KeepForm.
};
Asked take_asked(TestApp& app);

}  // namespace oppad::test
