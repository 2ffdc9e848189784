@NullMarked
package dev.vmascope.procfs.mount;

import org.jspecify.annotations.NullMarked;
