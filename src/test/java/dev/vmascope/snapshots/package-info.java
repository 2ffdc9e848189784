/// Tests of captures over HTTP.
@NullMarked
package dev.vmascope.snapshots;

import org.jspecify.annotations.NullMarked;
