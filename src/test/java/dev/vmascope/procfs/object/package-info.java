@NullMarked
package dev.vmascope.procfs.object;

import org.jspecify.annotations.NullMarked;
