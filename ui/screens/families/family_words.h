// What is said of a family, on its screen and on paper.
#pragma once

#include <string>
#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Those that are not empty, with `between` between them.
std::string joined(const std::vector<std::string>& parts, const char* between);

// "Turnhoutsebaan 14, 2400 Mol".
std::string address_of(const Family& family);
// Of somebody who lives elsewhere; else empty.
std::string address_of(const Person& person);
// "Turks, Nederlands · tolk gewenst"; empty when no language is known.
std::string languages_of(const Stage& stage, const Family& family);
// "tolk Turks" where one language is spoken beside Dutch and that of the screen, else that one is
// wanted.
std::string interpreter_words(const Stage& stage, const TextSet& languages);
std::string member_name(const engine::FamilyMember& member);
// "mama · 0470 12 34 56", "7 jaar · De Regenboog, 2A".
std::string member_remark(const Stage& stage, const engine::FamilyMember& member);
// For what, and with whom.
std::string consent_title(const engine::SharedWith& shared);
// Until when, and who agreed.
std::string consent_remark(const Stage& stage, const engine::SharedWith& shared);

}  // namespace oppad::ui
