/// Measurements of what reading costs, which `bin/bench` runs; no tests.
@NullMarked
package dev.vmascope.bench;

import org.jspecify.annotations.NullMarked;
