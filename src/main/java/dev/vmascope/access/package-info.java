/// The outcome of an access to an address: the rules by which the kernel decides, as pure functions
/// of the facts about a process. They ask for these facts through one interface, so the same rules
/// serve live processes and stored ones. Nothing is read here.
@NullMarked
package dev.vmascope.access;

import org.jspecify.annotations.NullMarked;
