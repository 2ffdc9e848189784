/// The findings on a process: rules over its mappings, its limits and its growth, with stable ids.
/// Pure: callers pass the facts that they have read, and nothing is read here.
@NullMarked
package dev.vmascope.finding;

import org.jspecify.annotations.NullMarked;
