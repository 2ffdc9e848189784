@NullMarked
package dev.vmascope.mapping;

import org.jspecify.annotations.NullMarked;
