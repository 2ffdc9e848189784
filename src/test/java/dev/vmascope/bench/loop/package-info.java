/// The loops in which the service spends its time, each described once: for the gate of ratios
/// (`LoopRatiosIT`) and for the bytes that they allocate (`AllocationTest`).
@NullMarked
package dev.vmascope.bench.loop;

import org.jspecify.annotations.NullMarked;
