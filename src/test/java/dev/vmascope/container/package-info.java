@NullMarked
package dev.vmascope.container;

import org.jspecify.annotations.NullMarked;
