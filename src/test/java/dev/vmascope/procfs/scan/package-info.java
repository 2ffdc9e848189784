@NullMarked
package dev.vmascope.procfs.scan;

import org.jspecify.annotations.NullMarked;
