/// Faults that the kernel logs: lines to events, what an event tells and what it does not, and the
/// last events of this machine. The bytes come from `procfs`, or from whoever pastes them; no
/// framework is known here.
@NullMarked
package dev.vmascope.fault;

import org.jspecify.annotations.NullMarked;
