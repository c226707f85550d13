// Replaces the program's operator new and delete: memory is overwritten before it goes back to the
// heap, so that names and notes do not linger there after the lock. Linked into the executables
// themselves (the replacement must not depend on the order of libraries); left out of sanitized
// builds, which have allocators of their own. Short texts on the stack are beyond its reach.
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

void* take(std::size_t size) {
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}

void* take_aligned(std::size_t size, std::align_val_t alignment) {
    // Some libraries ask for less than posix_memalign knows.
    const std::size_t bytes = std::max(static_cast<std::size_t>(alignment), sizeof(void*));
    void* memory = nullptr;
    if (posix_memalign(&memory, bytes, size == 0 ? 1 : size) == 0) return memory;
    throw std::bad_alloc{};
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    // What the heap gave, not what was asked for: a grown text may have used all of it.
    explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return take_aligned(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return take_aligned(size, alignment);
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t /*alignment*/) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
    give_back(memory);
}
void operator delete[](void* memory, std::size_t /*size*/,
                       std::align_val_t /*alignment*/) noexcept {
    give_back(memory);
}
