@NullMarked
package dev.vmascope.procfs.process;

import org.jspecify.annotations.NullMarked;
