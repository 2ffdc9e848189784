/// The host: its settings, its address layout and its kernel log.
@NullMarked
package dev.vmascope.procfs.machine;

import org.jspecify.annotations.NullMarked;
