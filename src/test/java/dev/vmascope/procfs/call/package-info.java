@NullMarked
package dev.vmascope.procfs.call;

import org.jspecify.annotations.NullMarked;
