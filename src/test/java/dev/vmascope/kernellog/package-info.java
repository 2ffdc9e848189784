@NullMarked
package dev.vmascope.kernellog;

import org.jspecify.annotations.NullMarked;
