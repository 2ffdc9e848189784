/// A single address of a process: its mapping by `PROCMAP_QUERY`, and its page.
@NullMarked
package dev.vmascope.procfs.address;

import org.jspecify.annotations.NullMarked;
