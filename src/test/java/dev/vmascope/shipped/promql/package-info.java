@NullMarked
package dev.vmascope.shipped.promql;

import org.jspecify.annotations.NullMarked;
