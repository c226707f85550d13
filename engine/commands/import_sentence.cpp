#include "engine/commands/import_places.h"

namespace oppad::engine {

namespace {

std::string_view problem_words(ProblemCode code) {
    switch (code) {
        using enum ProblemCode;
        case kMissing:
            return "is empty";
        case kTooLong:
            return "is too long";
        case kNotAPhone:
            return "is not a phone number";
        case kNotAPostcode:
            return "is not a postcode of four digits";
        case kNotAnEmail:
            return "is not an e-mail address";
        case kInTheFuture:
            return "lies in the future";
        case kInThePast:
            return "lies in the past";
        case kControlCharacter:
            return "holds a control character or a line end";
        case kGone:
        case kAlreadySettled:
        case kWrittenMeanwhile:
        case kWrongOrder:
        case kWrongPassphrase:
            return "can't be used";
    }
    return "can't be used";
}

std::string what_is_wrong(const ImportFault& fault) {
    const std::string column = "\"" + std::string{fault.column} + "\"";
    switch (fault.kind) {
        using enum ImportFaultKind;
        case kEmpty:
            return "the file has no lines";
        case kTooLarge:
            return "the file is larger than 50 MB";
        case kNotText:
            return "the file is not text; export it as CSV first";
        case kMissingColumn:
            return "the first line has no column for " + column + " (naam)";
        case kRepeatedColumn:
            return "two columns stand for " + column;
        case kCellCount:
            return "it has another number of cells than the first line";
        case kUnclosedQuote:
            return "a quote is opened and never closed";
        case kTextAfterQuote:
            return "something follows a closing quote";
        case kRepeatedNumber:
            return "its number stands on an earlier line with other words";
        case kProblem:
            return column + " " + std::string{problem_words(fault.problem)};
    }
    return "it can't be used";
}

}  // namespace

std::string sentence_of(const ImportFault& fault) {
    const std::string where = fault.line > 0 ? "Line " + std::to_string(fault.line) + ": " : "";
    return where + what_is_wrong(fault) + "; nothing was imported.";
}

}  // namespace oppad::engine
