/// The difference between two runs of a program, whose addresses differ. Mappings are aligned by
/// what they map, and memory without a name by what it belongs to.
@NullMarked
package dev.vmascope.diff.run;

import org.jspecify.annotations.NullMarked;
