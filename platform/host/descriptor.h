// A file, socket or event of the system that is open.
#pragma once

#include <unistd.h>

#include <utility>

namespace oppad::platform {

// Closes on destruction; close_checked() where a failed close means a failed write.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    int close_checked() {
        const int number = number_;
        number_ = -1;
        return ::close(number);
    }

private:
    int number_;
};

}  // namespace oppad::platform
