/// What touching an address would end in: the rules by which the kernel decides, as pure functions
/// of what is known about a process. What they need to know they ask for through one interface, so
/// the same rules serve live processes and stored ones. Nothing here reads anything.
@NullMarked
package dev.vmascope.access;

import org.jspecify.annotations.NullMarked;
