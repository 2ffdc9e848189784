@NullMarked
package dev.vmascope.scans;

import org.jspecify.annotations.NullMarked;
