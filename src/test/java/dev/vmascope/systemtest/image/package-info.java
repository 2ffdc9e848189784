@NullMarked
package dev.vmascope.systemtest.image;

import org.jspecify.annotations.NullMarked;
