/// The feature sharing: the files, segments and memfds that any process maps, each counted once.
@NullMarked
package dev.vmascope.sharing;

import org.jspecify.annotations.NullMarked;
