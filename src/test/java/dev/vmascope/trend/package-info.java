@NullMarked
package dev.vmascope.trend;

import org.jspecify.annotations.NullMarked;
