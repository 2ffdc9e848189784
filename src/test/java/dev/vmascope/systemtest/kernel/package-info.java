@NullMarked
package dev.vmascope.systemtest.kernel;

import org.jspecify.annotations.NullMarked;
