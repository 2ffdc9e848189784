@NullMarked
package dev.vmascope.kernellog.line;

import org.jspecify.annotations.NullMarked;
