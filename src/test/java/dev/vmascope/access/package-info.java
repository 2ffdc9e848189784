@NullMarked
package dev.vmascope.access;

import org.jspecify.annotations.NullMarked;
