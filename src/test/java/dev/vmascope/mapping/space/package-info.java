@NullMarked
package dev.vmascope.mapping.space;

import org.jspecify.annotations.NullMarked;
