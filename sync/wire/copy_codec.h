// Private to sync/wire: the optional parts of an exchange that keep copies equal (PROTOCOL.md,
// "Copies"). A peer that doesn't know them skips them.
#pragma once

#include "sync/wire/messages.h"
#include "sync/wire/tree.h"

namespace oppad::sync {

// Each adds only what is set.
void add_copy_parts(Tree& tree, const SyncRequest& request, WireForm form);
void add_copy_parts(Tree& tree, const SyncReply& reply, WireForm form);
// False only for a part that is there and of another shape.
bool read_copy_parts(const Tree& tree, SyncRequest& request);
bool read_copy_parts(const Tree& tree, SyncReply& reply);

}  // namespace oppad::sync
