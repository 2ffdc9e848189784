@NullMarked
package dev.vmascope.procfs;

import org.jspecify.annotations.NullMarked;
