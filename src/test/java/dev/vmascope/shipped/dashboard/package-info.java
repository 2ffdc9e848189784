@NullMarked
package dev.vmascope.shipped.dashboard;

import org.jspecify.annotations.NullMarked;
