@NullMarked
package dev.vmascope.metrics;

import org.jspecify.annotations.NullMarked;
