// What a program that answers large requests all day does with the memory that it frees.
#pragma once

namespace oppad::platform {

// Lets this process keep what it frees, up to what a few large answers take: giving memory back and
// getting it again, page by page, costs a hub a tenth of its time. Before the first thread.
void keep_freed_memory();

}  // namespace oppad::platform
