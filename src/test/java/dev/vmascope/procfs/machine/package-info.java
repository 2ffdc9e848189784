@NullMarked
package dev.vmascope.procfs.machine;

import org.jspecify.annotations.NullMarked;
