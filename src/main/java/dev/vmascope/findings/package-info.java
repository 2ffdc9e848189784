/// The feature findings: those of one process and of all.
@NullMarked
package dev.vmascope.findings;

import org.jspecify.annotations.NullMarked;
