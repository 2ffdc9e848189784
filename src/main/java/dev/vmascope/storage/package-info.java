/// The files that this service writes: whole or not at all, and durable once they are stored.
/// Nothing here knows their contents.
@NullMarked
package dev.vmascope.storage;

import org.jspecify.annotations.NullMarked;
