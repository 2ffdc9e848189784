/// What is wrong, or not as it should be, with a process: rules over its mappings and its growth,
/// with stable ids. Pure: whoever has read a process asks, and nothing here reads anything.
@NullMarked
package dev.vmascope.finding;

import org.jspecify.annotations.NullMarked;
