/// The changes of a process while a client waits.
@NullMarked
package dev.vmascope.live;

import org.jspecify.annotations.NullMarked;
