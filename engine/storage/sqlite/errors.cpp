#include "engine/storage/sqlite/errors.h"

#include <sqlcipher/sqlite3.h>

#include <string>

namespace oppad::storage {

namespace {

ErrorCode code_for(int extended) {
    switch (extended) {
        case SQLITE_IOERR_DATA:
        case SQLITE_IOERR_CORRUPTFS:
        case SQLITE_IOERR_SHORT_READ:
            return ErrorCode::kCorrupt;
        default:
            break;
    }
    switch (extended & 0xff) {
        case SQLITE_FULL:
            return ErrorCode::kDiskFull;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorCode::kBusy;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:  // Connection::open says kDenied where a key was given.
            return ErrorCode::kCorrupt;
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return ErrorCode::kDenied;
        case SQLITE_CONSTRAINT:
            return ErrorCode::kConflict;
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
            return ErrorCode::kInvalid;
        case SQLITE_INTERRUPT:
            return ErrorCode::kCancelled;
        default:
            return ErrorCode::kInternal;
    }
}

}  // namespace

Error error_from_sqlite(int code, const char* step) {
    return {code_for(code),
            std::string{step} + ": " + sqlite3_errstr(code) + " (" + std::to_string(code) + ")"};
}

}  // namespace oppad::storage
