#include "platform/host/passphrase.h"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace oppad::platform {

namespace {

constexpr std::size_t kPassphraseBytesMax = 1024;

std::optional<Secret> take_from_environment(const char* variable) {
    char* value = std::getenv(variable);
    if (value == nullptr) return std::nullopt;
    const std::size_t size = std::strlen(value);
    Secret secret = Secret::copy_of_text({value, size});
    wipe({reinterpret_cast<std::uint8_t*>(value), size});
    unsetenv(variable);
    return secret;
}

// The terminal with its echo off; put back as it was when this goes.
class QuietTerminal {
public:
    QuietTerminal() : file_(open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        if (file_ < 0 || tcgetattr(file_, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_quiet_ = tcsetattr(file_, TCSAFLUSH, &quiet) == 0;
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    ~QuietTerminal() {
        if (is_quiet_) tcsetattr(file_, TCSAFLUSH, &before_);
        if (file_ >= 0) close(file_);
    }

    [[nodiscard]] bool is_quiet() const { return is_quiet_; }
    void say(std::string_view text) const {
        // A prompt that can't be shown is no reason to stop: the answer is what counts.
        if (write(file_, text.data(), text.size()) < 0) return;
    }
    // Returns nothing when the input ends before a line does, or the line is too long.
    [[nodiscard]] std::optional<Secret> read_line() const {
        std::array<std::uint8_t, kPassphraseBytesMax> line{};
        std::size_t size = 0;
        std::optional<Secret> secret;
        while (size < line.size() && read(file_, &line[size], 1) == 1) {
            if (line[size] == '\n') {
                secret = Secret::copy_of({line.data(), size});
                break;
            }
            ++size;
        }
        wipe(line);
        return secret;
    }

private:
    int file_;
    termios before_{};
    bool is_quiet_ = false;
};

Result<Secret> ask(const QuietTerminal& terminal, std::string_view prompt) {
    terminal.say(prompt);
    std::optional<Secret> secret = terminal.read_line();
    terminal.say("\n");
    if (!secret) return Error{ErrorCode::kCancelled, "no passphrase was typed"};
    if (secret->empty()) return Error{ErrorCode::kInvalid, "the passphrase is empty"};
    return std::move(*secret);
}

Error no_terminal(const PassphraseSource& source) {
    return {
        ErrorCode::kInvalid,
        std::string{"there is no terminal to ask on: put the passphrase in "} + source.variable};
}

Error empty_variable(const PassphraseSource& source) {
    return {ErrorCode::kInvalid, std::string{source.variable} + " is empty"};
}

bool same(const Secret& a, const Secret& b) {
    return a.size() == b.size() && sodium_memcmp(a.view().data(), b.view().data(), a.size()) == 0;
}

}  // namespace

Result<Secret> ask_passphrase(const PassphraseSource& source) {
    std::optional<Secret> given = take_from_environment(source.variable);
    if (given && given->empty()) return empty_variable(source);
    if (given) return std::move(*given);
    const QuietTerminal terminal;
    if (!terminal.is_quiet()) return no_terminal(source);
    return ask(terminal, source.prompt);
}

Result<Secret> ask_new_passphrase(const PassphraseSource& source) {
    std::optional<Secret> given = take_from_environment(source.variable);
    if (given && given->empty()) return empty_variable(source);
    if (given) return std::move(*given);
    const QuietTerminal terminal;
    if (!terminal.is_quiet()) return no_terminal(source);
    TRY_ASSIGN(Secret first, ask(terminal, source.new_prompt));
    TRY_ASSIGN(const Secret second, ask(terminal, "The same once more: "));
    if (!same(first, second)) return Error{ErrorCode::kInvalid, "the two passphrases differ"};
    return first;
}

}  // namespace oppad::platform
