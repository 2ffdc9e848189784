/// The loops in which the service spends its time, each described once: for the gate of speed
/// (`LoopRatiosIT`), for the bytes that they allocate (`AllocationTest`), and for JMH.
@NullMarked
package dev.vmascope.bench.loop;

import org.jspecify.annotations.NullMarked;
