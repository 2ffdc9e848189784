@NullMarked
package dev.vmascope.faults;

import org.jspecify.annotations.NullMarked;
