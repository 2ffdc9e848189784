/// The difference between two listings of one address space, in terms of mappings: added, removed,
/// grown, split, moved and so on. Pure: a function of two lists of mappings.
@NullMarked
package dev.vmascope.diff;

import org.jspecify.annotations.NullMarked;
