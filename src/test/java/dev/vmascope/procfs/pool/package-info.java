@NullMarked
package dev.vmascope.procfs.pool;

import org.jspecify.annotations.NullMarked;
