@NullMarked
package dev.vmascope.shipped.chart;

import org.jspecify.annotations.NullMarked;
