#include "engine/storage/sqlite/wiping_memory.h"

#include <sqlcipher/sqlite3.h>

#include <cstdint>
#include <cstring>

#include "engine/core/secret.h"

namespace oppad::storage {

namespace {

// What SQLite would use: asked once, before it is replaced.
const sqlite3_mem_methods& plain() {
    static const sqlite3_mem_methods kPlain = [] {
        sqlite3_mem_methods methods{};
        // Nothing in it is called where SQLite refuses to tell.
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &methods);
        return methods;
    }();
    return kPlain;
}

void give_back(void* memory) {
    if (memory == nullptr) return;
    wipe({static_cast<std::uint8_t*>(memory), static_cast<std::size_t>(plain().xSize(memory))});
    plain().xFree(memory);
}

// Never in place: the heap may move it, and would leave the former one as it was.
void* grow(void* memory, int bytes) {
    const int had = plain().xSize(memory);
    if (bytes <= had) return memory;
    void* grown = plain().xMalloc(bytes);
    if (grown == nullptr) return nullptr;
    std::memcpy(grown, memory, static_cast<std::size_t>(had));
    give_back(memory);
    return grown;
}

bool replace_methods() {
    sqlite3_mem_methods wiping = plain();
    if (wiping.xFree == nullptr) return false;
    wiping.xFree = give_back;
    wiping.xRealloc = grow;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping) == SQLITE_OK;
}

}  // namespace

bool wipe_freed_memory() {
    static const bool kDone = replace_methods();
    return kDone;
}

}  // namespace oppad::storage
