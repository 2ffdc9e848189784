@NullMarked
package dev.vmascope.procfs.address;

import org.jspecify.annotations.NullMarked;
