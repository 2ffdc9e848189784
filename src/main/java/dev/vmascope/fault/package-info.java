/// The faults that the kernel logs: the decoding of lines into events, the cause of an event, and
/// the last events of this machine. The bytes come from `procfs`, or from whoever pastes them; no
/// framework is used here.
@NullMarked
package dev.vmascope.fault;

import org.jspecify.annotations.NullMarked;
