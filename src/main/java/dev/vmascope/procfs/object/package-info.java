/// The files behind mappings, opened with the rights of the process alone.
@NullMarked
package dev.vmascope.procfs.object;

import org.jspecify.annotations.NullMarked;
