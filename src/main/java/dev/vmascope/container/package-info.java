/// What the control groups of a process say about where it runs: its container, its pod, its unit.
/// Pure: the bytes come from `procfs`, and no runtime is asked.
@NullMarked
package dev.vmascope.container;

import org.jspecify.annotations.NullMarked;
