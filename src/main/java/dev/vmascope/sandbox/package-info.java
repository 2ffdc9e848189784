/// What the service forbids itself: filters of system calls that hold for each of its threads, and
/// for whatever they start. Nothing here reads processes or knows a framework.
@NullMarked
package dev.vmascope.sandbox;

import org.jspecify.annotations.NullMarked;
