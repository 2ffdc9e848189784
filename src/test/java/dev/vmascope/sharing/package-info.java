@NullMarked
package dev.vmascope.sharing;

import org.jspecify.annotations.NullMarked;
