@NullMarked
package dev.vmascope.kernellog.history;

import org.jspecify.annotations.NullMarked;
