@NullMarked
package dev.vmascope.systemtest.load;

import org.jspecify.annotations.NullMarked;
