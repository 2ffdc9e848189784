/// The feature growth: the growth of a process, the ranking, and the groups.
@NullMarked
package dev.vmascope.growth;

import org.jspecify.annotations.NullMarked;
