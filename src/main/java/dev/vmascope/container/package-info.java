/// The container, the pod and the unit of a process, from the names of its control groups. Pure:
/// the bytes come from `procfs`, and no container runtime is asked.
@NullMarked
package dev.vmascope.container;

import org.jspecify.annotations.NullMarked;
