#include "platform/app/engine_thread.h"

#include <utility>

namespace oppad::platform {
namespace {

void publish_if_due(EngineLoop& loop, Mailbox& mailbox) {
    if (auto snapshot = loop.take_snapshot()) mailbox.publish(std::move(snapshot));
}

}  // namespace

std::optional<std::chrono::milliseconds> turn(EngineLoop& loop, Mailbox& mailbox,
                                              std::chrono::milliseconds rest) {
    publish_if_due(loop, mailbox);  // "Unlocking" is seen before the key is derived.
    Mailbox::Delivery delivery = mailbox.wait(rest);
    loop.take(std::move(delivery.intents));
    if (delivery.stopping) {
        loop.close();
        publish_if_due(loop, mailbox);
        return std::nullopt;
    }
    publish_if_due(loop, mailbox);
    const auto next = loop.step();
    publish_if_due(loop, mailbox);
    return next;
}

EngineThread::EngineThread(EngineLoop& loop, Mailbox& mailbox)
    : mailbox_(mailbox), thread_([&loop, &mailbox] {
          std::optional<std::chrono::milliseconds> rest{0};
          while (rest) rest = turn(loop, mailbox, *rest);
      }) {}

EngineThread::~EngineThread() { finish(); }

void EngineThread::finish() {
    mailbox_.stop();
    if (thread_.joinable()) thread_.join();
}

}  // namespace oppad::platform
