/// The groups of processes, their control groups, and their page faults.
@NullMarked
package dev.vmascope.sampling.group;

import org.jspecify.annotations.NullMarked;
